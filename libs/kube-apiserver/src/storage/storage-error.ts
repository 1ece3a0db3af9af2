/** What the storage refuses; the registry puts it into the API's words. */
export class StorageError extends Error {
  constructor(
    readonly code: 'KEY_EXISTS' | 'KEY_NOT_FOUND' | 'CONFLICT' | 'EXPIRED' | 'LIMIT' | 'FUTURE',
    message: string,
  ) {
    super(message);
    this.name = 'StorageError';
  }
}
