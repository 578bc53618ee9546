/* Rectangles in fractions of an image, [x, y, width, height]: how they are drawn, moved and painted. */
export const LEAST = 0.01;
const STEP = 0.02;
const FINE = 0.005;
const SQUARES = 4;
const START = [0.35, 0.4, 0.3, 0.2];
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export const between = (low, value, high) => Math.min(high, Math.max(low, value));

/* The same rectangle within the image, and not too small to be seen. */
export const inside = ([x, y, w, h]) => {
  const wide = between(LEAST, w, 1);
  const high = between(LEAST, h, 1);
  return [between(0, x, 1 - wide), between(0, y, 1 - high), wide, high];
};

/* From one corner to the other, whichever way it was drawn. */
export const spanned = ([a, b], [c, d]) => [Math.min(a, c), Math.min(b, d), Math.abs(c - a), Math.abs(d - b)];

/* The last drawn of those under a point, or -1. */
export const under = (covers, [a, b]) =>
  covers.findLastIndex(([x, y, w, h]) => a >= x && a <= x + w && b >= y && b <= y + h);

/* Where a new one stands: in the middle, beside those before it. */
export const start = (number) => START.map((part, side) => (side < 2 ? part + 0.03 * (number % 8) : part));

/* Moved by an arrow key, or made larger and smaller; undefined for another key. */
export const pushed = ([x, y, w, h], key, { resize = false, fine = false } = {}) => {
  if (!ARROWS[key]) return undefined;
  const [right, down] = ARROWS[key].map((way) => way * (fine ? FINE : STEP));
  return resize ? [x, y, w + right, h + down] : [x + right, y + down, w, h];
};

/* In whole pixels of a canvas, never less than it covers: [left, top, width, height]. */
export const pixels = ([x, y, w, h], width, height) => {
  const left = Math.floor(x * width);
  const top = Math.floor(y * height);
  return [left, top, Math.ceil((x + w) * width) - left, Math.ceil((y + h) * height) - top];
};

/* How many squares across and down are left of what was there: four on the longer side, at least one. */
export const squares = (wide, high) => [
  wide < high ? Math.max(1, Math.round((SQUARES * wide) / high)) : SQUARES,
  high < wide ? Math.max(1, Math.round((SQUARES * high) / wide)) : SQUARES,
];

/* The scale at which an image has no more pixels than allowed. */
export const fitting = (width, height, most) => Math.min(1, Math.sqrt(most / (width * height)));
