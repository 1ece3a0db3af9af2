/** Why a kubelet ends before it has begun, in its words. */
export class KubeletStartError extends Error {
  /** @param before What it says about it first, and where upstream's does. */
  constructor(
    message: string,
    readonly before?: { readonly source: string; readonly text: string },
  ) {
    super(message);
  }
}
