// What a form tells is asked about while it is filled: a moment after something changed that the answer hangs on.
// Without it the answer stands where the form comes back, and on the page of the record.
// asked: names of fields that are sent; isTold(said): whether there is enough to ask; about(said): what makes it another question.
window.askWhileTyping = (form, place, asked, isTold = () => true, about = String) => {
  let waiting = 0, asking = null, last = "";
  const question = () => new URLSearchParams([...new FormData(form)].filter(([name]) => asked.test(name)));
  const ask = async () => {
    const said = question();
    if (about(said) === last) return;
    last = about(said);
    if (asking) asking.abort();
    asking = new AbortController();
    // What the form carries along stays in it.
    if (!isTold(said)) { place.replaceChildren(...place.querySelectorAll("input[type=hidden]")); return; }
    try {
      const answer = await fetch(place.dataset.ask, { method: "POST", body: said, signal: asking.signal });
      const found = answer.ok && !answer.redirected ? (await answer.text()).trim() : "";
      if (answer.ok && found !== place.innerHTML.trim()) place.innerHTML = found;
    } catch {
      // The line is down, or the form has changed once more: the next change asks again.
      last = "";
    }
  };
  const soon = (event) => {
    // What is ticked in the answer asks for nothing new.
    if (event && place.contains(event.target)) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, 600);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  return { soon, isAsked: () => { last = about(question()); } };
};
