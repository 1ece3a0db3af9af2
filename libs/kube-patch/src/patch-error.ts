/**
 * A patch that cannot be applied. The message is upstream's; the status is the one upstream
 * answers with: 400 for a malformed patch, 413 for one too large, 422 for one that does not fit
 * the object, 500 for the rest (which upstream does not foresee).
 */
export class PatchError extends Error {
  override readonly name = 'PatchError';

  constructor(
    message: string,
    readonly status: 400 | 413 | 422 | 500,
  ) {
    super(message);
  }
}
