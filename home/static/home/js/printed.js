/* On paper stands when it was printed; without script, the day on which the page was made. */
const place = document.querySelector("[data-printed]");
const long = new Intl.DateTimeFormat(`${document.documentElement.lang}-BE`, { dateStyle: "long", timeStyle: "short" });

addEventListener("beforeprint", () => {
  if (place) place.textContent = long.format(new Date());
});
