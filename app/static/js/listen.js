// Offers to read a lesson aloud with the phone's own voice. Where none speaks the page's language the
// bar stays hidden, and what reads is not even fetched. Voices of a company far away are left alone:
// they would be sent the text.

const speech = window.speechSynthesis;
let isOffered = false;

if (speech && typeof SpeechSynthesisUtterance === "function") {
  // A page before this one may still be speaking.
  speech.cancel();
  offer();
  // Many browsers learn of their voices late.
  speech.onvoiceschanged = offer;
}

async function offer() {
  const voice = voiceFor(document.documentElement.lang);
  if (!voice || isOffered) return;
  isOffered = true;
  const { readWith } = await import("./aloud.js");
  readWith(voice);
}

// Either script of Chinese can be read by either Mandarin voice; Cantonese only where none is.
function voiceFor(language) {
  const wanted = {
    en: ["en"],
    "zh-Hans": ["zh-cn", "cmn-hans", "zh-hans", "zh-sg", "zh-tw", "cmn"],
    "zh-Hant": ["zh-tw", "cmn-hant", "zh-hant-tw", "zh-cn", "cmn", "zh-hk"],
  }[language];
  const near = speech.getVoices().filter((each) => each.localService !== false);
  for (const start of wanted || []) {
    const found = near.find((each) => each.lang.replace(/_/g, "-").toLowerCase().startsWith(start));
    if (found) return found;
  }
  return null;
}
