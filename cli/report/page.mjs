/* global document, window, history, location, URLSearchParams, FormData, HTMLDetailsElement */
// The page's own script: what is asked for stays, the rest is hidden, and the address keeps the question.

const form = document.querySelector("#filters");
const signals = [...document.querySelectorAll(".signal")];
const services = [...document.querySelectorAll(".service")];
const count = document.querySelector("#count");

const matches = (signal, asked) =>
  asked.words.every((word) => signal.dataset.words.includes(word)) &&
  ["service", "owner", "vendor", "priority"].every(
    (name) => asked[name] === "" || signal.dataset[name].split(" ").includes(asked[name]),
  );

const filter = () => {
  const asked = Object.fromEntries(new FormData(form));
  const words = asked.words.toLowerCase().split(/\s+/).filter(Boolean);
  for (const signal of signals) signal.hidden = !matches(signal, { ...asked, words });
  for (const service of services) service.hidden = !service.querySelector(".signal:not([hidden])");
  count.textContent = `${signals.filter(({ hidden }) => !hidden).length} of ${signals.length} signals`;
  const question = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ""));
  history.replaceState(null, "", `${location.pathname}${question.size === 0 ? "" : `?${question}`}${location.hash}`);
};

for (const [name, value] of new URLSearchParams(location.search))
  if (form.elements[name]) form.elements[name].value = value;
form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => window.setTimeout(filter));
document.querySelector("#print").addEventListener("click", () => window.print());

// A link to a signal opens it.
const openLinked = () => {
  const linked = document.getElementById(location.hash.slice(1));
  if (linked instanceof HTMLDetailsElement) linked.open = true;
};
window.addEventListener("hashchange", openLinked);
openLinked();
if (location.search !== "") filter();
