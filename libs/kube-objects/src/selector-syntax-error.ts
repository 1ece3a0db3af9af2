/** A label or field selector that cannot be read; the message is upstream's. */
export class SelectorSyntaxError extends Error {}
