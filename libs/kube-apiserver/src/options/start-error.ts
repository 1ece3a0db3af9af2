/** Why a component ends right after its start; the message is upstream's. */
export class StartError extends Error {}

/** Several mistakes as one (apimachinery `errors.NewAggregate`); undefined where there is none. */
export function aggregate(mistakes: readonly string[]): StartError | undefined {
  const distinct = [...new Set(mistakes)];
  const [only] = distinct;
  if (only === undefined) return undefined;
  return new StartError(distinct.length === 1 ? only : `[${distinct.join(', ')}]`);
}
