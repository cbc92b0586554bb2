// What the form of one question holds: reading it, and bringing back what was given before.

const ALONGSIDE = ["csrf_token", "is_flagged", "go"];

/** The answer as the server reads it: names and values, as the form would send them. */
export function fieldsOf(form) {
  return Array.from(new FormData(form)).filter(([name, value]) => !ALONGSIDE.includes(name) && typeof value === "string");
}

/** Whether a question is marked to come back to. */
export function isFlagged(form) {
  const flag = form.elements.is_flagged;
  return Boolean(flag && flag.checked);
}

/** Whether anything is answered. */
export function isFilled(fields) {
  return fields.some(([, value]) => value.trim() !== "");
}

/** Show an answer that was given before and has not reached the server. */
export function bringBack(form, fields, flagged) {
  for (const control of form.elements) {
    if (!control.name || ALONGSIDE.includes(control.name) || control.closest("[data-talk]")) continue;
    const values = fields.filter(([name]) => name === control.name).map(([, value]) => value);
    if (control.type === "radio" || control.type === "checkbox") control.checked = values.includes(control.value);
    else if (control.type !== "submit") control.value = values[0] || "";
  }
  if (form.elements.is_flagged) form.elements.is_flagged.checked = flagged;
  // Whoever draws an answer in its own way, like steps in order, listens for this.
  form.dispatchEvent(new CustomEvent("broughtback"));
  const path = fields.filter(([name]) => name === "path").map(([, value]) => value);
  for (const talk of form.querySelectorAll("[data-talk]")) {
    talk.dispatchEvent(new CustomEvent("talk-restore", { detail: { path } }));
  }
}

/** What somebody changed before this script was there: the answer, the mark to come back to it. */
export function changesIn(form) {
  const changed = Array.from(form.elements).filter(isChanged);
  return {
    answer: changed.some((control) => control.name !== "is_flagged"),
    flag: changed.some((control) => control.name === "is_flagged"),
  };
}

function isChanged(control) {
  if (control.type === "radio" || control.type === "checkbox") return control.checked !== control.defaultChecked;
  if (control.tagName === "SELECT") {
    const given = Array.from(control.options).find((option) => option.defaultSelected) || control.options[0];
    return Boolean(given) && control.value !== given.value;
  }
  if (control.type === "hidden" || control.type === "submit" || !("defaultValue" in control)) return false;
  return control.value !== control.defaultValue;
}

/** Whether one types into it, so that it is not finished with each change. */
export function isTyped(control) {
  return control.tagName === "TEXTAREA" || (control.tagName === "INPUT" && control.type === "text");
}
