import { setTimeout as delay } from 'node:timers/promises';
import { type CommandPlace, runCommand } from './run-command.js';
import { type Suite, suiteNamespace } from './suite.js';

/** A new namespace's service account and CA bundle are written by controllers. */
const readyLimitMs = 40_000;
const pollMs = 200;

/**
 * Removes what an earlier run left behind, then creates the suite's namespace and waits for what
 * controllers put into every namespace.
 *
 * @throws Error with kubectl's words when the cluster refuses or nothing answers.
 */
export async function prepareCluster(suite: Suite, place: CommandPlace): Promise<void> {
  const found = await must(`kubectl get ${ownObjects(suite)} --ignore-not-found -o name`, place);
  if (found !== '') await must(`kubectl delete ${ownObjects(suite)} --ignore-not-found`, place);
  await must('kubectl create namespace "$NS"', place);
  const deadline = Date.now() + readyLimitMs;
  const ready = 'kubectl get serviceaccount/default configmap/kube-root-ca.crt';
  while ((await runCommand(ready, place)).exitCode !== 0) {
    if (Date.now() > deadline)
      throw new Error(`${ready}: not there after ${readyLimitMs / 1000} s`);
    await delay(pollMs);
  }
}

/** Removes the suite's objects without waiting for the end of it. */
export async function cleanCluster(suite: Suite, place: CommandPlace): Promise<void> {
  await must(`kubectl delete ${ownObjects(suite)} --ignore-not-found --wait=false`, place);
}

function ownObjects(suite: Suite): string {
  return [`namespace/${suiteNamespace(suite)}`, ...(suite.settings.clusterObjects ?? [])].join(' ');
}

async function must(command: string, place: CommandPlace): Promise<string> {
  const { stdout, stderr, exitCode } = await runCommand(command, place);
  if (exitCode !== 0) throw new Error(`"${command}" ended with ${exitCode}: ${stderr.trim()}`);
  return stdout.trim();
}
