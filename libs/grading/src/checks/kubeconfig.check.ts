/**
 * `kubeconfig`: a kubeconfig of the learner's workstation: which contexts, clusters and users it
 * has and what they say, and whom the API server takes a context's user to be.
 *
 * Nothing the file names is executed: a user of an exec plugin can be asked for, but not tried.
 */
import type { KubeconfigSpec } from '@drillyard/lab-spec';
import type { CheckContext } from '../check-context.js';
import type { CheckEvaluator } from '../check-evaluator.js';
import { type CheckOutcome, failed, inconclusive, passed } from '../check-outcome.js';
import { judgeIdentity } from '../credentials/judge-identity.js';
import { list } from '../credentials/judge-names.js';
import { distrust, judgeAddress } from '../credentials/kubeconfig-cluster.js';
import {
  readKubeconfigCredentials,
  readKubeconfigFile,
} from '../credentials/kubeconfig-credentials.js';
import {
  type KubeconfigDocument,
  type KubeconfigEntry,
  textOf,
} from '../credentials/kubeconfig-document.js';

type WantedCluster = NonNullable<NonNullable<KubeconfigSpec['clusters']>[string]>;

export const kubeconfigCheck: CheckEvaluator<'kubeconfig'> = {
  kind: 'kubeconfig',

  async evaluate({ spec }, context) {
    const found = await readKubeconfigFile(spec.path, context.files);
    if ('missing' in found) return found.missing;
    const config = found.value;
    return (
      judgeCurrent(spec, config) ??
      judgeContexts(spec, config) ??
      (await judgeServers(spec, config, context)) ??
      (await judgeClusters(spec, config, context)) ??
      judgeUsers(spec, config) ??
      (await judgeUser(spec, context)) ??
      passed
    );
  },

  dependencies: ({ path, clusters = {}, contexts = {} }) => {
    const compared = [...Object.values(clusters), ...Object.values(contexts)];
    return { files: [path, ...compared.flatMap((entry) => entry?.sameServerAs ?? [])] };
  },
};

function judgeCurrent(
  { path, currentContext }: KubeconfigSpec,
  config: KubeconfigDocument,
): CheckOutcome | undefined {
  if (currentContext === undefined || currentContext === config.currentContext) return undefined;
  return failed(`Another context is current in ${path}.`, {
    expected: currentContext,
    actual: config.currentContext || 'none',
    evidence: [
      { object: path, fieldPath: 'current-context', message: config.currentContext || 'none' },
    ],
  });
}

/** The wanted entries of one list; undefined where each is there, or not, as it should be. */
function judgePresence(
  { path }: KubeconfigSpec,
  what: string,
  wanted: Readonly<Record<string, unknown>>,
  entries: ReadonlyMap<string, KubeconfigEntry>,
): CheckOutcome | undefined {
  for (const [name, entry] of Object.entries(wanted)) {
    if (entry === null && entries.has(name)) {
      return failed(`${path} still has the ${what} ${name}.`, {
        expected: `no ${what} ${name}`,
        actual: 'it is there',
      });
    }
    if (entry !== null && !entries.has(name)) {
      return failed(`${path} has no ${what} ${name}.`, {
        expected: `a ${what} ${name}`,
        actual: list([...entries.keys()]),
      });
    }
  }
  return undefined;
}

function judgeContexts(spec: KubeconfigSpec, config: KubeconfigDocument): CheckOutcome | undefined {
  const wanted = spec.contexts ?? {};
  const absent = judgePresence(spec, 'context', wanted, config.contexts);
  if (absent !== undefined) return absent;
  for (const [name, fields] of Object.entries(wanted)) {
    const { sameServerAs: _, trusted: __, ...named } = fields ?? {};
    for (const [field, expected] of Object.entries(named)) {
      const fallback = field === 'namespace' ? 'default' : undefined;
      const actual = textOf(config.contexts.get(name), field) ?? fallback;
      if (expected !== undefined && actual !== expected) {
        return failed(`The context ${name} of ${spec.path} has another ${field}.`, {
          ...{ expected, actual: actual ?? 'none' },
          evidence: [
            {
              object: spec.path,
              fieldPath: `contexts.${name}.${field}`,
              message: actual ?? 'none',
            },
          ],
        });
      }
    }
  }
  return undefined;
}

async function judgeClusters(
  spec: KubeconfigSpec,
  config: KubeconfigDocument,
  context: CheckContext,
): Promise<CheckOutcome | undefined> {
  const wanted = spec.clusters ?? {};
  const absent = judgePresence(spec, 'cluster', wanted, config.clusters);
  if (absent !== undefined) return absent;
  for (const [name, fields] of Object.entries(wanted)) {
    const entry = config.clusters.get(name) ?? {};
    const outcome = await judgeCluster(spec.path, name, fields ?? {}, entry, context);
    if (outcome !== undefined) return outcome;
  }
  return undefined;
}

/** The clusters of contexts, whatever they are called. */
async function judgeServers(
  spec: KubeconfigSpec,
  config: KubeconfigDocument,
  context: CheckContext,
): Promise<CheckOutcome | undefined> {
  for (const [contextName, fields] of Object.entries(spec.contexts ?? {})) {
    const { sameServerAs, trusted } = fields ?? {};
    if (sameServerAs === undefined && trusted === undefined) continue;
    const name = textOf(config.contexts.get(contextName), 'cluster') ?? '';
    const entry = config.clusters.get(name);
    if (entry === undefined) {
      return failed(`The context ${contextName} of ${spec.path} leads to no cluster.`, {
        expected: `one of ${list([...config.clusters.keys()])}`,
        actual: name || 'none',
      });
    }
    const outcome = await judgeCluster(spec.path, name, { sameServerAs, trusted }, entry, context);
    if (outcome !== undefined) return outcome;
  }
  return undefined;
}

async function judgeCluster(
  path: string,
  name: string,
  fields: WantedCluster,
  entry: KubeconfigEntry,
  context: CheckContext,
): Promise<CheckOutcome | undefined> {
  const address = await judgeAddress(`The cluster ${name} of ${path}`, fields, entry, context);
  if (address !== undefined || fields.trusted === undefined) return address;
  const trust = await distrust(path, entry, context);
  if (fields.trusted && trust !== undefined) {
    return failed(`kubectl cannot tell the cluster ${name} of ${path} from an impostor.`, {
      expected: "the cluster's CA, in certificate-authority or certificate-authority-data",
      actual: trust,
    });
  }
  if (fields.trusted || trust !== undefined) return undefined;
  return failed(`The cluster ${name} of ${path} is checked against the cluster's CA.`, {
    expected: 'no check',
    actual: 'it is checked',
  });
}

function judgeUsers(spec: KubeconfigSpec, config: KubeconfigDocument): CheckOutcome | undefined {
  const wanted = spec.users ?? {};
  const absent = judgePresence(spec, 'user', wanted, config.users);
  if (absent !== undefined) return absent;
  for (const [name, fields] of Object.entries(wanted)) {
    const method = methodOf(config.users.get(name));
    if (fields?.method !== undefined && fields.method !== method) {
      return failed(`The user ${name} of ${spec.path} proves who it is in another way.`, {
        expected: fields.method,
        actual: method ?? 'not at all',
      });
    }
  }
  return undefined;
}

function methodOf(
  entry: KubeconfigEntry | undefined,
): 'certificate' | 'token' | 'exec' | undefined {
  if (entry?.['exec'] !== undefined && entry['exec'] !== null) return 'exec';
  const has = (...fields: string[]) => fields.some((field) => textOf(entry, field) !== undefined);
  if (has('client-certificate', 'client-certificate-data')) return 'certificate';
  return has('token', 'tokenFile') ? 'token' : undefined;
}

async function judgeUser(
  { path, context: name, authenticatesAs }: KubeconfigSpec,
  { cluster, files }: CheckContext,
): Promise<CheckOutcome | undefined> {
  if (authenticatesAs === undefined) return undefined;
  const found = await readKubeconfigCredentials({ path, context: name }, files);
  if ('missing' in found) return found.missing;
  const { place, clientCertificate, clientKey, token } = found.value;
  if (clientCertificate !== undefined && clientKey !== undefined) {
    return judgeIdentity({ clientCertificate, clientKey }, authenticatesAs, { cluster, place });
  }
  if (token !== undefined) return judgeIdentity({ token }, authenticatesAs, { cluster, place });
  return clientCertificate === undefined
    ? inconclusive(
        `Neither a certificate nor a token is in ${place}, which is all that can be tried.`,
      )
    : failed(`There is no private key with the certificate of ${place}.`, {
        expected: 'client-key or client-key-data',
        actual: 'none',
      });
}
