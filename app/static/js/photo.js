// Makes a photo smaller before it is sent: <input type="file" data-photo> inside [data-photo-field].
// The words stand in the input's data; the result replaces the chosen file, and is drawn anew, so
// what the camera noted (place, time, device) stays on this device. Whatever the browser cannot
// read goes as it is, when it is small enough: the server says what is wrong with it.

const LONGEST_EDGE = 1600;
const SMALL_ENOUGH = 600 * 1024;
// The whole request may have 1 MB, and the other fields want some of it.
const LARGEST = 960 * 1024;
const QUALITIES = [0.85, 0.7, 0.55, 0.4];

for (const input of document.querySelectorAll("input[data-photo]")) {
  input.addEventListener("change", () => choose(input));
  if (input.form) input.form.addEventListener("submit", (event) => holdBack(event, input));
}

async function choose(input) {
  const file = input.files[0];
  show(input, null);
  say(input, file ? input.dataset.busy : "");
  if (!file) return;
  input.dataset.working = "";
  const smaller = await smallerPhoto(file).catch(() => null);
  // Another one was chosen meanwhile.
  if (input.files[0] !== file) return;
  delete input.dataset.working;
  if (smaller && replace(input, smaller)) tellReady(input, smaller);
  else keepIfSmall(input, file, Boolean(smaller));
  sendIfAsked(input);
}

async function smallerPhoto(file) {
  const image = await drawable(file);
  const part = Math.min(1, LONGEST_EDGE / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.naturalWidth * part));
  canvas.height = Math.max(1, Math.round(image.naturalHeight * part));
  const context = canvas.getContext("2d");
  // What is transparent would turn black in a JPEG.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return smallEnough(canvas);
}

// As text in an address: the page's policy shows pictures from here and from data, nothing else.
// A browser turns an image that it draws as the camera was held.
function drawable(file) {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    const image = new Image();
    reader.onerror = fail;
    image.onerror = fail;
    image.onload = () => done(image);
    reader.onload = () => {
      image.src = reader.result;
    };
    reader.readAsDataURL(file);
  });
}

async function smallEnough(canvas) {
  let photo = null;
  for (const quality of QUALITIES) {
    photo = await new Promise((done) => {
      canvas.toBlob(done, "image/jpeg", quality);
    });
    if (photo && photo.size <= SMALL_ENOUGH) break;
  }
  return photo;
}

function replace(input, photo) {
  if (photo.size > LARGEST) return false;
  try {
    const transfer = new DataTransfer();
    transfer.items.add(new File([photo], "photo.jpg", { type: "image/jpeg" }));
    input.files = transfer.files;
    return input.files.length === 1;
  } catch {
    return false;
  }
}

function tellReady(input, photo) {
  say(input, input.dataset.ready.replace("{size}", String(Math.ceil(photo.size / 1024))));
  show(input, photo);
}

function keepIfSmall(input, file, isRead) {
  if (file.size <= LARGEST) {
    say(input, isRead ? "" : input.dataset.unread);
    return;
  }
  input.value = "";
  say(input, isRead ? input.dataset.large : input.dataset.unread);
  delete input.dataset.asked;
}

// Pressed too early: the form is sent as soon as the photo is ready.
function holdBack(event, input) {
  if (!("working" in input.dataset)) return;
  event.preventDefault();
  input.dataset.asked = "";
  input.submitter = event.submitter;
}

function sendIfAsked(input) {
  if (!("asked" in input.dataset)) return;
  delete input.dataset.asked;
  const button = input.submitter || null;
  if (button) button.click();
  else input.form.requestSubmit();
}

function say(input, words) {
  input.closest("[data-photo-field]").querySelector("[data-photo-said]").textContent = words;
}

function show(input, photo) {
  const shown = input.closest("[data-photo-field]").querySelector("[data-photo-shown]");
  shown.hidden = true;
  shown.removeAttribute("src");
  if (!photo) return;
  const reader = new FileReader();
  reader.onload = () => {
    shown.src = reader.result;
    shown.hidden = false;
  };
  reader.readAsDataURL(photo);
}
