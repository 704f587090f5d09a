// Takes in pictures, hands each part to whoever draws it, and says when all have drawn it.
function render({ model, el }) {
  const name = model.get("name"), film = filmOf(name);
  el.hidden = true;
  film.done = (number) => { if (number !== model.get("drawn")) { model.set("drawn", number); model.save_changes(); } };
  function take() {
    const bytes = bytesOf(model, "picture");
    if (!bytes) return;
    const size = new Uint32Array(bytes, 0, 1)[0], head = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, size)));
    let at = 4 + size;
    for (const [part, length] of head.parts) { film.parts.set(part, bytes.slice(at, at + length)); at += length; }
    film.number = head.number;
    film.hearers.forEach((hear) => hear());
  }
  model.on("change:picture", take);
  take();
  return () => window.ecosimFilms.delete(name);
}
export default { render };
