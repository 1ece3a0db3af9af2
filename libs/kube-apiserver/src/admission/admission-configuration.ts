import { UserError } from '@drillyard/errors';
import { embedded, listOf, string } from '../config-file/config-schema.js';
import { ConfigFileError, decodeConfigFile } from '../config-file/decode-config-file.js';

const format = {
  kind: 'AdmissionConfiguration',
  apiVersions: {
    'apiserver.config.k8s.io/v1': {
      kind: 'struct',
      name: 'AdmissionConfiguration',
      goPackage: 'v1',
      fields: {
        plugins: listOf({
          kind: 'struct',
          name: 'AdmissionPluginConfiguration',
          goPackage: 'v1',
          fields: { name: string, path: string, configuration: embedded },
        }),
      },
    },
  },
  scheme: 'pkg/server/options/admission.go:51',
} as const;

/** Where an admission plugin's configuration is: in the same file or in one of its own. */
export type AdmissionPluginConfiguration = { readonly text: string } | { readonly path: string };

/**
 * Reads `--admission-control-config-file` (apiserver `pkg/admission/config.go`) by the names of its
 * plugins. Paths are as they are written: relative ones start at the file. Throws
 * ADMISSION_CONFIGURATION_INVALID in upstream's words.
 */
export function parseAdmissionConfiguration(
  text: string,
): ReadonlyMap<string, AdmissionPluginConfiguration> {
  const refuse = (why: string) =>
    new UserError(
      'ADMISSION_CONFIGURATION_INVALID',
      `failed to apply admission: failed to read plugin config: ${why}`,
    );
  try {
    const { value, strictErrors } = decodeConfigFile(text, format);
    if (strictErrors.length > 0) {
      throw refuse(`strict decoding error: ${strictErrors.join(', ')}`);
    }
    // The struct above has these fields.
    const { plugins = [] } = value as { plugins?: readonly Plugin[] };
    const byName = new Map<string, AdmissionPluginConfiguration>();
    for (const { name = '', path, configuration } of plugins) {
      if (configuration !== undefined) byName.set(name, { text: JSON.stringify(configuration) });
      else if (path) byName.set(name, { path });
    }
    return byName;
  } catch (error) {
    if (error instanceof ConfigFileError) throw refuse(error.message);
    throw error;
  }
}

interface Plugin {
  readonly name?: string;
  readonly path?: string;
  readonly configuration?: unknown;
}
