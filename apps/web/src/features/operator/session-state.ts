import type { OperatedSession } from '../../api-client/views';

/** `ready on kind`, `waits, 2 before it`, `provisioning: Starting control-plane` */
export function sessionState({ state, provider, step, ahead }: OperatedSession): string {
  if (ahead !== undefined) return ahead === 0 ? 'next in the queue' : `waits, ${ahead} before it`;
  if (state === 'ready' && provider !== undefined) return `ready on ${provider}`;
  return step === undefined || state === 'ready' ? state : `${state}: ${step}`;
}
