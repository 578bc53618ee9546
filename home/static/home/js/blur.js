/* Covering parts of an image before it is sent: rectangles in fractions of the image, drawn by pointer or by keyboard. */
import { between, fitting, inside, pixels, pushed, spanned, squares, start, under } from "./covers.js";
import { filled } from "./wording.js";

const EDGE = 4;
const KINDS = ["image/png", "image/jpeg", "image/webp"];

export const opens = (file) => KINDS.includes(file.type);
/* Paint over a part of a canvas for good: black, or at most four by four squares of what was there. */
const hide = (drawing, image, part, how) => {
  const { width, height } = drawing.canvas;
  const [left, top, wide, high] = pixels(part, width, height);
  drawing.fillStyle = "#000";
  drawing.fillRect(left, top, wide, high);
  if (how !== "squares") return;
  const few = document.createElement("canvas");
  [few.width, few.height] = squares(wide, high);
  const scale = [image.width / width, image.height / height];
  few
    .getContext("2d")
    .drawImage(image, left * scale[0], top * scale[1], wide * scale[0], high * scale[1], 0, 0, few.width, few.height);
  drawing.imageSmoothingEnabled = false;
  drawing.drawImage(few, left, top, wide, high);
  drawing.imageSmoothingEnabled = true;
};

/* The image anew, from its pixels alone, with its parts covered; smaller where the browser or the server cannot hold it. */
const made = async (file, image, covers, how, most) => {
  for (let scale = fitting(image.width, image.height, most); scale > 0.1; scale /= 2) {
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.floor(image.width * scale));
    canvas.height = Math.max(1, Math.floor(image.height * scale));
    const drawing = canvas.getContext("2d");
    drawing.drawImage(image, 0, 0, canvas.width, canvas.height);
    covers.forEach((one) => hide(drawing, image, one, how));
    const blob = await new Promise((done) => {
      canvas.toBlob(done, file.type, 0.92);
    });
    if (blob)
      return new File([blob], blob.type === file.type ? file.name : file.name.replace(/\.\w+$/, ".png"), {
        type: blob.type,
      });
  }
  throw new Error("too large");
};

/* Ask for the covers of an image in a dialog: the covered file, null where it was left as it is; rejects if it cannot be read. */
export const cover = async (file, template, most) => {
  const image = await createImageBitmap(file);
  const dialog = template.content.firstElementChild.cloneNode(true);
  document.body.append(dialog);
  try {
    const work = table(dialog, image);
    dialog.showModal();
    work.begin();
    const answer = await new Promise((done) => {
      dialog.addEventListener("close", () => done(dialog.returnValue));
      dialog.querySelector("[data-use]").addEventListener("click", () => dialog.close("use"));
      dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close(""));
    });
    return answer === "use" && work.covers.length ? await made(file, image, work.covers, work.how(), most) : null;
  } finally {
    dialog.remove();
    image.close();
  }
};

/* The dialog at work. */
const table = (dialog, image) => {
  const find = (selector) => dialog.querySelector(selector);
  const canvas = find("canvas");
  const words = dialog.dataset;
  const fields = [...dialog.querySelectorAll("[data-side]")];
  const covers = [];
  const past = [];
  let chosen = -1;
  let corner = null;
  let pulled = null;
  let colour;

  const how = () => find("select").value;
  const say = (said) => {
    find(".said").textContent = said;
  };
  const whole = (part) => Math.round(part * 100);
  const tell = () => {
    const [x, y, w, h] = (covers[chosen] || []).map(whole);
    const facts = { n: chosen + 1, total: covers.length, x, y, w, h };
    say(covers[chosen] ? filled(words.wordsPlace, facts) : words.wordsNone);
  };

  const draw = () => {
    const drawing = canvas.getContext("2d");
    drawing.drawImage(image, 0, 0, canvas.width, canvas.height);
    covers.forEach((one) => hide(drawing, image, one, how()));
    covers.forEach(([x, y, w, h], i) => {
      const frame = [x * canvas.width, y * canvas.height, w * canvas.width, h * canvas.height];
      [
        ["#fff", i === chosen ? 6 : 3],
        [colour, i === chosen ? 3 : 1],
      ].forEach(([stroke, line]) => {
        Object.assign(drawing, { strokeStyle: stroke, lineWidth: line });
        drawing.strokeRect(...frame);
      });
    });
    fields.forEach((field, side) => {
      field.disabled = chosen < 0;
      if (field !== document.activeElement) field.value = chosen < 0 ? "" : whole(covers[chosen][side]);
    });
    find("[data-drop]").disabled = chosen < 0;
    find("[data-undo]").disabled = !past.length;
  };

  const remember = () => past.push(JSON.stringify([covers, chosen]));
  const change = (act, said) => {
    act();
    draw();
    if (said) say(said);
    else tell();
  };
  const place = (rectangle) => {
    if (chosen >= 0) covers[chosen] = inside(rectangle);
  };
  const add = (rectangle) => {
    remember();
    change(() => {
      chosen = covers.push(inside(rectangle)) - 1;
    });
  };
  const drop = () => {
    if (chosen < 0) return;
    remember();
    change(() => {
      covers.splice(chosen, 1);
      chosen = covers.length - 1;
    }, words.wordsGone);
  };
  const undo = () => {
    if (!past.length) return;
    const [before, which] = JSON.parse(past.pop());
    change(() => {
      covers.splice(0, covers.length, ...before);
      chosen = which;
    }, words.wordsUndone);
  };
  const anew = () => add(start(covers.length));

  const press = (event) => {
    const moved = chosen >= 0 && pushed(covers[chosen], event.key, { resize: event.shiftKey, fine: event.altKey });
    if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey)) undo();
    else if (event.key === "Enter" || event.key === " ") anew();
    else if (event.key === "Delete" || event.key === "Backspace") drop();
    else if (event.key === "PageDown" || event.key === "PageUp")
      change(() => {
        if (covers.length) chosen = (chosen + (event.key === "PageDown" ? 1 : covers.length - 1)) % covers.length;
      });
    else if (moved) {
      if (!event.repeat) remember();
      change(() => place(moved));
    } else return;
    event.preventDefault();
  };

  const point = (event) => {
    const box = canvas.getBoundingClientRect();
    return [
      between(0, (event.clientX - box.left) / box.width, 1),
      between(0, (event.clientY - box.top) / box.height, 1),
    ];
  };
  const grip = (event) => {
    const at = point(event);
    const hit = corner ? -1 : under(covers, at);
    canvas.setPointerCapture(event.pointerId);
    pulled = {
      at,
      client: [event.clientX, event.clientY],
      moved: false,
      was: hit < 0 ? null : covers[hit],
      before: JSON.stringify([covers, chosen]),
    };
    if (hit >= 0)
      change(() => {
        chosen = hit;
      });
  };
  const pull = (event) => {
    if (!pulled) return;
    const far = Math.hypot(event.clientX - pulled.client[0], event.clientY - pulled.client[1]) > EDGE;
    if (!pulled.moved && !far) return;
    const to = point(event);
    const { at, was } = pulled;
    if (!pulled.moved) {
      past.push(pulled.before);
      if (!was) chosen = covers.push(inside(spanned(at, to))) - 1;
    }
    pulled.moved = true;
    place(was ? [was[0] + to[0] - at[0], was[1] + to[1] - at[1], was[2], was[3]] : spanned(at, to));
    draw();
  };
  const release = () => {
    const { at, moved, was } = pulled || {};
    pulled = null;
    if (moved) {
      corner = null;
      tell();
    } else if (at && corner) {
      add(spanned(corner, at));
      corner = null;
    } else if (at && !was) {
      corner = at;
      say(words.wordsCorner);
    }
  };

  canvas.addEventListener("keydown", press);
  canvas.addEventListener("pointerdown", grip);
  canvas.addEventListener("pointermove", pull);
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", () => {
    pulled = null;
  });
  find("[data-add]").addEventListener("click", anew);
  find("[data-drop]").addEventListener("click", drop);
  find("[data-undo]").addEventListener("click", undo);
  find("select").addEventListener("change", draw);
  fields.forEach((field, side) =>
    field.addEventListener("input", () => {
      if (chosen < 0 || !field.value) return;
      remember();
      change(() => place(covers[chosen].map((part, i) => (i === side ? Number(field.value) / 100 : part))));
    }),
  );

  const begin = () => {
    const room = [find(".stage").clientWidth, innerHeight * 0.5];
    const scale = Math.min(1, room[0] / image.width, room[1] / image.height);
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    colour = getComputedStyle(canvas).color;
    draw();
    tell();
    canvas.focus();
  };
  return { covers, how, begin };
};
