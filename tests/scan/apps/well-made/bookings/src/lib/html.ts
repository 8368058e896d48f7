const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text that may stand anywhere in a page. */
export const text = (value: unknown): string => String(value).replace(/[&<>"']/g, (sign) => ENTITIES[sign]);

/** A tagged template whose values are text: html`<p>${name}</p>`. */
export function html(pieces: TemplateStringsArray, ...values: unknown[]): string {
  return pieces.reduce((page, piece, index) => page + (index ? text(values[index - 1]) : "") + piece, "");
}
