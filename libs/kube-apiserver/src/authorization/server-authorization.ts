import type { AuthorizationAttributes, User } from '@drillyard/rbac';
import { nodeRules } from '../bootstrap/bootstrap-rbac.js';
import type { Dial } from '../dialing/dial.js';
import type { AuthorizationOptions } from '../options/authorization-options.js';
import type { Storage } from '../storage/storage.js';
import { WebhookClient } from '../webhook/webhook-client.js';
import { AbacAuthorizer } from './abac-authorizer.js';
import type { ConfiguredAuthorizer, ConfiguredWebhook } from './authorization-configuration.js';
import {
  type AuthorizationChain,
  type AuthorizerFactories,
  authorizerOf,
  chainOf,
  createAuthorizationChain,
} from './authorization-modes.js';
import type { AuthorizationDecision, Authorizer, RuleResolver, UserRules } from './authorizer.js';
import { NodeAuthorizer } from './node-authorizer.js';
import { NodeRelations } from './node-relations.js';
import { RbacAuthorizer } from './rbac-authorizer.js';
import { RbacObjectReader } from './rbac-object-reader.js';
import { WebhookAuthorizer } from './webhook-authorizer.js';

export interface ServerAuthorizationOptions {
  readonly storage: Storage;
  readonly settings: AuthorizationOptions;
  readonly now: () => Date;
  readonly dial: Dial;
}

/**
 * Who may do what on one server: the chain its flags or its configuration file describe. Another
 * chain takes its place when the file is read again; Node, ABAC and RBAC are made once (upstream's
 * `reloadableAuthorizerResolver`).
 */
export class ServerAuthorization implements Authorizer, RuleResolver {
  private readonly rbacObjects: RbacObjectReader;
  private readonly lasting: AuthorizerFactories;
  private configuration: readonly ConfiguredAuthorizer[] | undefined;
  private chain: AuthorizationChain;
  private clients: WebhookClient[] = [];
  /** Of the chain before: questions of its time may still wait for their answers. */
  private formerClients: readonly WebhookClient[] = [];

  constructor(private readonly options: ServerAuthorizationOptions) {
    const { storage, settings } = options;
    this.rbacObjects = new RbacObjectReader(storage);
    const node = once(() => new NodeAuthorizer(new NodeRelations(storage), nodeRules()));
    const abac = once(() => new AbacAuthorizer(settings.abacPolicies));
    const rbac = once(() => new RbacAuthorizer(this.rbacObjects));
    this.lasting = { Node: node, ABAC: abac, RBAC: rbac };
    const { webhook, modes } = settings;
    this.configuration = settings.configuration?.value;
    this.chain = this.configuration
      ? this.configuredChain(this.configuration)
      : createAuthorizationChain(modes, {
          ...this.lasting,
          ...(webhook && { Webhook: () => this.webhookAuthorizer(webhook) }),
        });
  }

  authorize(attributes: AuthorizationAttributes): Promise<AuthorizationDecision> {
    return this.current().authorizer.authorize(attributes);
  }

  userRules(user: User, namespace: string): Promise<UserRules> {
    return this.current().ruleResolver.userRules(user, namespace);
  }

  close(): void {
    this.rbacObjects.close();
    for (const client of [...this.formerClients, ...this.clients]) client.close();
  }

  private current(): AuthorizationChain {
    const configuration = this.options.settings.configuration?.value;
    if (configuration !== undefined && configuration !== this.configuration) {
      this.configuration = configuration;
      for (const client of this.formerClients) client.close();
      this.formerClients = this.clients;
      this.clients = [];
      this.chain = this.configuredChain(configuration);
    }
    return this.chain;
  }

  private configuredChain(authorizers: readonly ConfiguredAuthorizer[]): AuthorizationChain {
    return chainOf(
      authorizers.map(({ type, name, webhook }) =>
        webhook === undefined
          ? { name: type, authorizer: authorizerOf(type, this.lasting) }
          : { name, authorizer: this.webhookAuthorizer(webhook) },
      ),
    );
  }

  private webhookAuthorizer({ target, timeoutMs, ...rest }: ConfiguredWebhook): WebhookAuthorizer {
    const { dial, now } = this.options;
    const client = new WebhookClient(target, dial, undefined, timeoutMs);
    this.clients.push(client);
    return new WebhookAuthorizer({ ...rest, client, now });
  }
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
