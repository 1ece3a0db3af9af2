import { conform, DecodeError, JsonSyntaxError, parseJson } from '@drillyard/kube-schema';
import { readYaml, YamlSyntaxError } from '../../endpoints/yaml-body.js';
import { aggregateMessage } from '../field-error.js';
import type { Draft } from '../resource-strategy.js';

import { podStrategy } from './pod-strategy.js';
import { validatePod } from './pod-validation.js';

const podKind = { group: '', version: 'v1', kind: 'Pod' };

/** A file that is no pod; the message is the kubelet's. */
export class PodManifestError extends Error {}

/**
 * The pod in a manifest file, with its defaults, as a kubelet reads it (kubelet
 * `config/common.go` tryDecodeSinglePod). Throws {@link PodManifestError}.
 */
export async function decodePodManifest(text: string): Promise<Draft> {
  const pod = await decode(text);
  if (!pod['metadata']?.name) throw new PodManifestError('invalid pod: name is needed for the pod');
  podStrategy.setDefaults?.(pod);
  const mistakes = validatePod(pod);
  if (mistakes.length > 0) throw new PodManifestError(`invalid pod: ${aggregateMessage(mistakes)}`);
  return pod;
}

async function decode(text: string): Promise<Draft> {
  try {
    const { json } = await readYaml(Buffer.from(text));
    const { value } = parseJson(Buffer.from(json));
    const { apiVersion = '', kind = '' }: Draft = Object(value);
    if (apiVersion !== 'v1' || kind !== 'Pod') {
      throw new PodManifestError(
        `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)} in scheme "pkg/api/legacyscheme/scheme.go:30"`,
      );
    }
    return conform(value, podKind).object;
  } catch (error) {
    const isMistake =
      error instanceof YamlSyntaxError ||
      error instanceof JsonSyntaxError ||
      error instanceof DecodeError;
    throw isMistake ? new PodManifestError(error.message) : error;
  }
}
