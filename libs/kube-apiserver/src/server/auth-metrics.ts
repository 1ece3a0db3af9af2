import {
  AuthenticationError,
  type AuthenticationRequest,
  type AuthenticationResult,
  type Authenticator,
} from '../authentication/authenticator.js';
import type { AuthorizationRecord } from '../authorization/authorization-log.js';
import { authorizationModes } from '../authorization/authorization-modes.js';
import type { Decision } from '../authorization/authorizer.js';

/** Names upstream counts by themselves; all others are one, so that nobody fills the memory. */
const countedNames = ['admin', 'client', 'kube_proxy', 'kubelet'];
const defaultAccount = 'system:serviceaccount:kube-system:default';

const results: Readonly<Record<Decision, string>> = {
  Allow: 'allowed',
  Deny: 'denied',
  NoOpinion: 'no-opinion',
};

/** Counts who was let in and what was allowed (apiserver `endpoints/filters/metrics.go`). */
export class AuthMetrics {
  private readonly counts = new Map<string, Map<string, number>>(
    [
      'apiserver_authorization_decisions_total',
      'authenticated_user_requests',
      'authentication_attempts',
      'authorization_attempts_total',
    ].map((name) => [name, new Map()]),
  );

  /** An authenticator whose answers are counted. */
  counting(authenticator: Authenticator): Authenticator {
    return { authenticate: (request) => this.authenticate(authenticator, request) };
  }

  /** For the authorization log to tell of each decision. */
  readonly countDecision = (record: AuthorizationRecord): void => {
    const { decision, purpose, evaluationError, opinions = [] } = record;
    for (const { authorizer, decision: answer } of opinions) {
      if (answer === 'NoOpinion' || !isMode(authorizer)) continue;
      const labels = `decision="${results[answer]}",name="${authorizer.toLowerCase()}",type="${authorizer}"`;
      this.count('apiserver_authorization_decisions_total', labels);
    }
    if (purpose !== 'request') return;
    const isError = evaluationError !== undefined && decision !== 'Allow';
    this.count('authorization_attempts_total', `result="${isError ? 'error' : results[decision]}"`);
  };

  /** In the text exposition format. */
  render(): string {
    return [...this.counts]
      .map(([name, series]) => {
        const lines = [...series].map(([labels, value]) => `${name}{${labels}} ${value}\n`);
        return `# TYPE ${name} counter\n${lines.sort().join('')}`;
      })
      .join('');
  }

  private async authenticate(
    authenticator: Authenticator,
    request: AuthenticationRequest,
  ): Promise<AuthenticationResult | undefined> {
    try {
      const result = await authenticator.authenticate(request);
      this.count('authentication_attempts', `result="${result ? 'success' : 'failure'}"`);
      if (result) {
        this.count('authenticated_user_requests', `username="${countedName(result.user.name)}"`);
      }
      return result;
    } catch (error) {
      if (error instanceof AuthenticationError) {
        this.count('authentication_attempts', 'result="error"');
      }
      throw error;
    }
  }

  private count(name: string, labels: string): void {
    const series = this.counts.get(name);
    series?.set(labels, (series.get(labels) ?? 0) + 1);
  }
}

function isMode(authorizer: string): boolean {
  const modes: readonly string[] = authorizationModes;
  return modes.includes(authorizer);
}

function countedName(username: string): string {
  if (countedNames.includes(username) || username === defaultAccount) return username;
  return username.includes('@') ? 'email_id' : 'other';
}
