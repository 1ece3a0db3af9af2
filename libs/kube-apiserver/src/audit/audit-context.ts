import type { KubeObject, KubeStatus } from '@drillyard/kube-objects';
import type { UserInfo } from '../authentication/authenticator.js';
import {
  type AuditEvent,
  type AuditObjectReference,
  type AuditResponseStatus,
  auditUser,
  microTime,
} from './audit-event.js';
import { type AuditStage, isAtLeast } from './audit-policy.js';
import type { AuditSink } from './audit-sink.js';
import type { RequestAuditConfig } from './policy-rule-evaluator.js';
import { withoutManagedFields, withoutTokens } from './redacted-object.js';

/** What is known of a request when the policy is asked. */
export interface AuditRequest {
  readonly requestURI: string;
  readonly verb: string;
  /** Undefined where nobody could be made out. */
  readonly user: UserInfo | undefined;
  readonly sourceIPs: readonly string[];
  readonly userAgent: string;
  readonly objectRef: AuditObjectReference | undefined;
}

interface Recording {
  readonly config: RequestAuditConfig;
  readonly sink: AuditSink;
  readonly request: AuditRequest;
}

/**
 * What is told of one request while it goes through the chain (apiserver `audit.AuditContext`).
 * Annotations are taken from the start; everything else only once the policy asks for it.
 */
export class AuditContext {
  /** The request's own name, which its answer carries as well. */
  id = '';
  receivedAt = new Date(0);
  private recording: Recording | undefined;
  private objectRef: AuditObjectReference | undefined;
  private impersonated: Pick<AuditEvent, 'impersonatedUser' | 'authenticationMetadata'> = {};
  private responseStatus: AuditResponseStatus | undefined;
  private requestObject: unknown;
  private responseObject: unknown;
  private readonly annotations = new Map<string, string>();

  /** From here on events go to the sink. */
  init(recording: Recording): void {
    this.recording = recording;
    this.objectRef = recording.request.objectRef;
  }

  get isEnabled(): boolean {
    return this.recording !== undefined && this.recording.config.level !== 'None';
  }

  get recordsRequestObjects(): boolean {
    return this.records('Request');
  }

  /** The first value of a key stands (upstream's rule). */
  addAnnotation(key: string, value: string): void {
    if (!this.annotations.has(key)) this.annotations.set(key, value);
  }

  addAnnotations(annotations: Readonly<Record<string, string>>): void {
    for (const [key, value] of Object.entries(annotations)) this.addAnnotation(key, value);
  }

  /** `constraint`: the verb that allowed it, where it was constrained impersonation. */
  logImpersonatedUser(user: UserInfo, constraint: string): void {
    this.impersonated = {
      impersonatedUser: auditUser(user),
      ...(constraint !== '' && {
        authenticationMetadata: { impersonationConstraint: constraint },
      }),
    };
  }

  /** `object` is not kept: what happens to it later does not show. */
  logRequestObject(object: Readonly<Record<string, unknown>>): void {
    if (!this.isEnabled) return;
    const { metadata = {} } = object as Partial<KubeObject>;
    const { namespace, name, uid, resourceVersion } = metadata as Partial<KubeObject['metadata']>;
    const ref = this.objectRef ?? {};
    this.objectRef = {
      ...ref,
      namespace: ref.namespace || namespace,
      name: ref.name || name,
      uid: ref.uid || uid,
      resourceVersion: ref.resourceVersion || resourceVersion,
    };
    if (this.records('Request')) this.requestObject = structuredClone(this.redacted(object));
  }

  /** As it was sent, whatever it does to the object; one that cannot be read says nothing. */
  logRequestPatch(patch: () => unknown): void {
    if (!this.records('Request')) return;
    try {
      this.requestObject = patch();
    } catch {
      this.requestObject = undefined;
    }
  }

  logResponseObject(object: unknown): void {
    if (!this.isEnabled || !isTyped(object)) return;
    if (object['kind'] === 'Status')
      this.responseStatus = statusOf(object as unknown as KubeStatus);
    if (this.records('RequestResponse')) this.responseObject = this.redacted(object);
  }

  setResponseStatus(status: AuditResponseStatus): void {
    this.responseStatus = status;
  }

  setResponseCode(code: number): void {
    this.responseStatus = { metadata: {}, ...this.responseStatus, code };
  }

  get hasResponseStatus(): boolean {
    return this.responseStatus !== undefined;
  }

  processStage(stage: AuditStage, at: Date): void {
    if (this.recording === undefined || !this.isEnabled) return;
    const { config, sink } = this.recording;
    if (!config.omitStages.has(stage)) sink.processEvent(this.eventOf(this.recording, stage, at));
  }

  private eventOf({ config, request }: Recording, stage: AuditStage, at: Date): AuditEvent {
    const { requestURI, verb, user, sourceIPs, userAgent } = request;
    const annotations = [...this.annotations].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      kind: 'Event',
      apiVersion: 'audit.k8s.io/v1',
      level: config.level,
      auditID: this.id,
      stage,
      requestURI,
      verb,
      user: user === undefined ? {} : auditUser(user),
      ...this.impersonated,
      sourceIPs,
      userAgent: userAgent === '' ? undefined : userAgent,
      objectRef: this.objectRef && presentFields(this.objectRef),
      responseStatus: this.responseStatus,
      requestObject: this.requestObject,
      responseObject: this.responseObject,
      requestReceivedTimestamp: microTime(this.receivedAt),
      stageTimestamp: microTime(at),
      ...(annotations.length > 0 && { annotations: Object.fromEntries(annotations) }),
    };
  }

  private records(level: 'Request' | 'RequestResponse'): boolean {
    return this.recording !== undefined && isAtLeast(this.recording.config.level, level);
  }

  private redacted(object: Readonly<Record<string, unknown>>): unknown {
    const shown = this.recording?.config.omitManagedFields ? withoutManagedFields(object) : object;
    return withoutTokens(shown);
  }
}

function isTyped(object: unknown): object is Readonly<Record<string, unknown>> {
  return typeof object === 'object' && object !== null && 'kind' in object;
}

/** Of a Status only what is bounded. */
function statusOf({ status, message, reason, details, code }: KubeStatus): AuditResponseStatus {
  return { metadata: {}, ...present({ status, message, reason, details, code }) };
}

function presentFields(ref: AuditObjectReference): AuditObjectReference {
  const { resource, namespace, name, uid, apiGroup, apiVersion, resourceVersion, subresource } =
    ref;
  return present({
    ...{ resource, namespace, name, uid, apiGroup, apiVersion, resourceVersion, subresource },
  });
}

function present<T extends object>(fields: T): Partial<T> {
  // The entries are those of T.
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''),
  ) as Partial<T>;
}
