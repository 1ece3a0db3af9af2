import { SetMetadata } from '@nestjs/common';
import { RequestError } from '../request-error.js';
import type { Learner } from './learner.js';

export const isOperatorOnlyKey = 'drillyard:isOperatorOnly';

/** The route answers operators and nobody else. */
export const OperatorOnly = () => SetMetadata(isOperatorOnlyKey, true);

/** @throws RequestError OPERATOR_ONLY */
export function requireOperator({ role }: Learner): void {
  if (role === 'operator') return;
  throw new RequestError(
    'OPERATOR_ONLY',
    'This is for whoever runs the server. For a link, run there: npx drillyard login-link --operator',
  );
}
