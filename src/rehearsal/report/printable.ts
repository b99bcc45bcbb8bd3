/* eslint-disable no-control-regex -- those are meant */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
const CONTROL_BUT_COLOURS = /\u001b(?!\[[\d;]*m)|[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f-\u009f]/g;

/** Names in templates of others can be anything: the text without what neither HTML nor XML may have. */
export function printable(text: string): string {
  return text.replace(CONTROL, '\ufffd');
}

/** The text without what moves a terminal's cursor, clears its screen or renames its window; colours stay. */
export function printableInColours(text: string): string {
  return text.replace(CONTROL_BUT_COLOURS, '\ufffd');
}
