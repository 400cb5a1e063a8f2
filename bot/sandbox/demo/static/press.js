/** Whether somebody is pressing a button: what is drawn anew between press and release loses their click. */

let pressed = null;
let release = () => {};

function press() {
  pressed ??= new Promise((resolve) => {
    release = resolve;
  });
}

/** The click itself comes after the pointer is up. */
function letGo() {
  setTimeout(() => {
    pressed = null;
    release();
  });
}

addEventListener("pointerdown", press, true);
for (const end of ["pointerup", "pointercancel", "blur"]) addEventListener(end, letGo, true);

/** Waits until nothing is pressed; to be awaited before anything is drawn that nobody asked for just now. */
export async function released() {
  while (pressed) await pressed;
}
