import type { Authorizer } from '../../authorization/authorizer.js';
import {
  asSigningRequest,
  type CertificateSigningRequest,
  certificateSigningRequests,
  conditionsOf,
  parseRequest,
  signerNames,
} from '../../registry/certificates/certificate-signing-request.js';
import { certificateSigningRequestApprovalStrategy } from '../../registry/certificates/certificate-signing-request-strategy.js';
import type { Storage } from '../../storage/storage.js';
import type { Loopback } from '../loopback.js';
import { WorkQueue } from '../work-queue.js';
import { kubeletClientMistake } from './kubelet-request.js';

/** What a requester must be allowed to create, and what the approval then says. */
const permissions = [
  {
    subresource: 'selfnodeclient',
    message: 'Auto approving self kubelet client certificate after SubjectAccessReview.',
  },
  {
    subresource: 'nodeclient',
    message: 'Auto approving kubelet client certificate after SubjectAccessReview.',
  },
] as const;

/**
 * Approves the client certificates of kubelets that may have one without being asked
 * (kube-controller-manager: csrapproving).
 */
export class CsrApprovingController {
  private readonly queue: WorkQueue;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly storage: Storage,
    private readonly loopback: Loopback,
    private readonly authorizer: Authorizer,
    onError: (error: unknown) => void,
  ) {
    this.queue = new WorkQueue((name) => this.sync(name), onError);
    const add = ({ metadata }: { metadata: { name?: string } }) =>
      this.queue.add(metadata.name ?? '');
    this.unsubscribe = storage.subscribe(certificateSigningRequests, ({ object }) => add(object));
    for (const object of storage.list(certificateSigningRequests)) add(object);
  }

  close(): void {
    this.unsubscribe();
    this.queue.close();
  }

  private async sync(name: string): Promise<void> {
    const object = this.storage.get(certificateSigningRequests, '', name);
    if (object === undefined || !waitsForApproval(asSigningRequest(object))) return;
    const request = asSigningRequest(object);
    for (const { subresource, message } of recognize(request)) {
      if (!(await this.mayCreate(request, subresource))) continue;
      return this.approve(request, message);
    }
  }

  private async mayCreate(
    { spec }: CertificateSigningRequest,
    subresource: string,
  ): Promise<boolean> {
    const { username = '', uid, groups = [], extra } = spec;
    const { decision } = await this.authorizer.authorize({
      user: { name: username, groups, ...(uid && { uid }), ...(extra && { extra }) },
      verb: 'create',
      isResourceRequest: true,
      apiGroup: certificateSigningRequests.group,
      apiVersion: '*',
      resource: certificateSigningRequests.resource,
      subresource,
      namespace: '',
      name: '',
      path: '',
    });
    return decision === 'Allow';
  }

  private async approve(request: CertificateSigningRequest, message: string): Promise<void> {
    const condition = { type: 'Approved', status: 'True', reason: 'AutoApproved', message };
    await this.loopback.update(
      certificateSigningRequests,
      request,
      (draft) => {
        if (!waitsForApproval(asSigningRequest(draft))) return;
        const conditions = draft['status']?.conditions ?? [];
        draft['status'] = { ...draft['status'], conditions: [...conditions, condition] };
      },
      certificateSigningRequestApprovalStrategy,
    );
  }
}

function waitsForApproval(request: CertificateSigningRequest): boolean {
  return !request.status?.certificate && conditionsOf(request, 'Approved', 'Denied').length === 0;
}

function recognize(request: CertificateSigningRequest): readonly (typeof permissions)[number][] {
  const { signerName, usages = [], username } = request.spec;
  if (signerName !== signerNames.kubeApiserverClientKubelet) return [];
  const parsed = parseRequest(request);
  if (kubeletClientMistake(parsed, usages) !== undefined) return [];
  const isOwn = username === parsed.subject.commonName;
  return permissions.filter(({ subresource }) => isOwn || subresource === 'nodeclient');
}
