import { type CertificateAuthority, encodeCertificatePem } from '@drillyard/certificates';
import {
  asSigningRequest,
  type CertificateSigningRequest,
  certificateSigningRequests,
  conditionsOf,
  parseRequest,
} from '../../registry/certificates/certificate-signing-request.js';
import { certificateSigningRequestStatusStrategy } from '../../registry/certificates/certificate-signing-request-strategy.js';
import { secondsIso } from '../../storage/seconds-iso.js';
import type { Storage } from '../../storage/storage.js';
import type { Loopback } from '../loopback.js';
import { WorkQueue } from '../work-queue.js';
import { signRequest } from './sign-request.js';
import { signerRules } from './signer-rules.js';

export interface CsrSigningControllerOptions {
  readonly storage: Storage;
  readonly loopback: Loopback;
  /** The cluster's, as of now. */
  readonly authority: () => CertificateAuthority;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
}

/** Signs what was approved for the cluster's own signers (kube-controller-manager: csrsigning). */
export class CsrSigningController {
  private readonly queue: WorkQueue;
  private readonly unsubscribe: () => void;

  constructor(private readonly options: CsrSigningControllerOptions) {
    const { storage, onError } = options;
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
    const object = this.options.storage.get(certificateSigningRequests, '', name);
    if (object === undefined) return;
    const request = asSigningRequest(object);
    const rule = signerRules.get(request.spec.signerName ?? '');
    if (rule === undefined || !waitsForSignature(request)) return;
    const parsed = parseRequest(request);
    const mistake = rule(parsed, request.spec.usages ?? []);
    if (mistake !== undefined) return this.fail(request, mistake);
    const { usages = [], expirationSeconds } = request.spec;
    const policy = { usages, expirationSeconds, now: this.options.now() };
    const certificate = await signRequest(parsed, policy, this.options.authority());
    if (certificate === undefined) return;
    const base64 = Buffer.from(encodeCertificatePem(certificate)).toString('base64');
    await this.updateStatus(request, (status) => {
      return { ...status, certificate: base64 };
    });
  }

  private async fail(request: CertificateSigningRequest, message: string): Promise<void> {
    const condition = {
      type: 'Failed',
      status: 'True',
      reason: 'SignerValidationFailure',
      message,
      lastUpdateTime: secondsIso(this.options.now()),
    };
    await this.updateStatus(request, (status) => {
      return { ...status, conditions: [...(status.conditions ?? []), condition] };
    });
  }

  private async updateStatus(
    request: CertificateSigningRequest,
    change: (
      status: NonNullable<CertificateSigningRequest['status']>,
    ) => CertificateSigningRequest['status'],
  ): Promise<void> {
    await this.options.loopback.update(
      certificateSigningRequests,
      request,
      (draft) => {
        // Somebody may have been faster.
        if (!waitsForSignature(asSigningRequest(draft))) return;
        draft['status'] = change(draft['status'] ?? {});
      },
      certificateSigningRequestStatusStrategy,
    );
  }
}

function waitsForSignature(request: CertificateSigningRequest): boolean {
  const isDecided =
    request.status?.certificate || conditionsOf(request, 'Denied', 'Failed').length > 0;
  return !isDecided && conditionsOf(request, 'Approved').length > 0;
}
