/* Choosing rows for what is done with several at once: how many, all at once, and a stretch with Shift. */
const form = document.querySelector("[data-together]");
const boxes = () => [...document.querySelectorAll("input[name=problem][form=together]")];
let last;

const count = () => {
  const number = boxes().filter((box) => box.checked).length;
  form.querySelector("output[data-number]").textContent = number ? `· ${number} ${form.dataset.words}` : "";
};

if (form) {
  document.addEventListener("click", (event) => {
    const box = event.target.closest?.("input[name=problem][form=together]");
    if (!box) return;
    const all = boxes();
    const from = all.indexOf(last);
    const to = all.indexOf(box);
    if (event.shiftKey && from >= 0)
      all.slice(Math.min(from, to), Math.max(from, to)).forEach((one) => {
        one.checked = box.checked;
      });
    last = box;
    count();
  });

  form.querySelector("[data-choose-all]")?.addEventListener("click", (event) => {
    event.preventDefault();
    const some = boxes().some((box) => !box.checked);
    boxes().forEach((box) => {
      box.checked = some;
    });
    count();
  });

  document.addEventListener("rows", count);
  count();
}
