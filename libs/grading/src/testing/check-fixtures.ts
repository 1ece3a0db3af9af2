import type {
  ApiserverTrail,
  AuthorizationTrail,
  ClusterClient,
  NetworkProbe,
} from '@drillyard/cluster';
import { FakeClusterClient } from '@drillyard/cluster/testing';
import type { AnswerValue, CheckKind, CheckOf, CheckSpecs } from '@drillyard/lab-spec';
import type { CheckContext, ScriptRunner } from '../check-context.js';
import { FakeFiles } from './fake-files.js';

/** A check of a kind with nothing but its spec. */
export function checkOf<K extends CheckKind>(kind: K, spec: CheckSpecs[K]): CheckOf<K> {
  return {
    key: 'task/check',
    taskId: 'task',
    name: 'check',
    points: 1,
    explain: undefined,
    hint: undefined,
    docs: undefined,
    latch: true,
    untouched: 'fails',
    kind,
    spec,
  };
}

export function contextOf(parts: {
  readonly cluster?: ClusterClient;
  readonly files?: FakeFiles;
  readonly nodeFiles?: FakeFiles;
  readonly answer?: AnswerValue;
  readonly now?: Date;
  readonly labFiles?: ReadonlyMap<string, string>;
  readonly scripts?: ScriptRunner;
  readonly nodeScripts?: ScriptRunner;
  readonly authorizations?: AuthorizationTrail;
  readonly apiserver?: ApiserverTrail;
  readonly network?: NetworkProbe;
}): CheckContext {
  const { cluster = new FakeClusterClient(), files = new FakeFiles(), answer } = parts;
  return {
    cluster,
    files,
    nodeFiles: parts.nodeFiles,
    answers: new Map(answer === undefined ? [] : [['task/check', answer]]),
    params: {},
    readLabFile: (path) => parts.labFiles?.get(path),
    scripts: parts.scripts,
    nodeScripts: parts.nodeScripts,
    authorizations: parts.authorizations,
    apiserver: parts.apiserver,
    network: parts.network,
    now: () => parts.now ?? new Date(),
    signal: new AbortController().signal,
  };
}
