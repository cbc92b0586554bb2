// The words of a page's scripts: patterns that stand in the page, in the reader's language.

/** A pattern with its {names} filled in. */
export function filled(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The pattern for one or for many, with its {count}. */
export function counted(one, many, count) {
  return filled(count === 1 ? one : many, { count });
}

/** What a <template data-make=name> of the page holds, ready to be put somewhere. */
export function made(name) {
  const template = document.querySelector(`template[data-make="${name}"]`);
  return template.content.firstElementChild.cloneNode(true);
}
