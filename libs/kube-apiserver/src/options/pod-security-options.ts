import { posix } from 'node:path';
import { parseAdmissionConfiguration } from '../admission/admission-configuration.js';
import { parsePodSecurityConfiguration } from '../admission/parse-pod-security-configuration.js';
import type { PodSecurityConfiguration } from '../admission/pod-security-configuration.js';
import { type ComponentFiles, FileError } from './component-files.js';
import type { FlagSet } from './flag-set.js';
import { StartError } from './start-error.js';

/**
 * What `--admission-control-config-file` says of Pod Security, itself or through a file it names;
 * undefined where nobody says anything.
 */
export function loadPodSecurity(
  flags: FlagSet,
  files: ComponentFiles,
): PodSecurityConfiguration | undefined {
  const path = flags.string('admission-control-config-file');
  if (path === '') return undefined;
  const text = read(files, path, (why) => {
    return `failed to read plugin config: unable to read admission control configuration from ${JSON.stringify(path)} [${why}]`;
  });
  const plugin = parseAdmissionConfiguration(text).get('PodSecurity');
  if (plugin === undefined) return undefined;
  if ('text' in plugin) return parsePodSecurityConfiguration(plugin.text);
  const pluginPath = posix.resolve(posix.dirname(path), plugin.path);
  return parsePodSecurityConfiguration(read(files, pluginPath, (why) => why));
}

function read(files: ComponentFiles, path: string, wording: (why: string) => string): string {
  try {
    return files.read(path);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new StartError(`failed to apply admission: ${wording(error.message)}`);
  }
}
