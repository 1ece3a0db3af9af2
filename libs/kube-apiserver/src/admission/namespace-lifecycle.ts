import { forbidden, notFound, StatusError } from '../status-error.js';
import type { ObjectReader } from '../storage/object-reader.js';
import type { AdmissionAttributes, AdmissionPlugin } from './admission-plugin.js';

const immortalNamespaces = ['default', 'kube-system', 'kube-public'];
const namespaces = { group: '', resource: 'namespaces' };

/**
 * Nothing is created in a namespace that does not exist or is going away, and three namespaces
 * stay (apiserver `admission/plugin/namespace/lifecycle`).
 */
export class NamespaceLifecycle implements AdmissionPlugin {
  readonly name = 'NamespaceLifecycle';

  constructor(private readonly reader: ObjectReader) {}

  admit(attributes: AdmissionAttributes): void {
    const { operation, kind, group, namespace, name, resource } = attributes;
    if (group === '' && kind === 'Namespace') {
      if (operation === 'DELETE' && immortalNamespaces.includes(name)) {
        throw forbidden(namespaces, name, 'this namespace may not be deleted');
      }
      return;
    }
    if (namespace === '' || operation === 'DELETE' || operation === 'CONNECT') return;
    // Answering "not found" here would tell who may not even look which namespaces exist.
    if (group === 'authorization.k8s.io' && resource === 'localsubjectaccessreviews') return;
    const found = this.reader.get(namespaces, '', namespace);
    if (found === undefined) throw notFound(namespaces, namespace);
    const status = found['status'] as { phase?: string } | undefined;
    if (operation === 'CREATE' && status?.phase === 'Terminating') throw terminating(attributes);
  }
}

function terminating({ group, resource, name, namespace }: AdmissionAttributes): StatusError {
  const error = forbidden(
    { group, resource },
    name,
    `unable to create new content in namespace ${namespace} because it is being terminated`,
  );
  return new StatusError(error.code, error.reason, error.message, {
    ...error.details,
    causes: [
      {
        reason: 'NamespaceTerminating',
        message: `namespace ${namespace} is being terminated`,
        field: 'metadata.namespace',
      },
    ],
  });
}
