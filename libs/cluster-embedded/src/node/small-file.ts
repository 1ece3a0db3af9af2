import { FileError } from '@drillyard/kube-apiserver';
import { parse } from 'yaml';
import type { NodeFolder } from './node-folder.js';

/**
 * Kubeconfigs, certificates and configurations are a tenth of it. What is larger would be read for
 * seconds, while every other learner of this process waits.
 */
const bytesMax = 64 * 1024;

/** The text of a file that is read whole on somebody's command. Throws FileError. */
export function readSmallFile(folder: NodeFolder, path: string): string {
  const { bytes, sizeBytes } = folder.readBytes(path, bytesMax);
  if (sizeBytes > bytesMax) throw new FileError('read', path, 'file too large');
  return bytes.toString('utf8');
}

/** Throws YAMLParseError; aliases are refused, for nothing that belongs here has any. */
export function parseSmallYaml(text: string): unknown {
  return parse(text, { maxAliasCount: 0 });
}
