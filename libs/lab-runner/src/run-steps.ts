import type { ClusterClient } from '@drillyard/cluster';
import { AppError, UserError } from '@drillyard/errors';
import {
  type AnswerValue,
  type LabInstance,
  readManifest,
  renderStep,
  type Step,
} from '@drillyard/lab-spec';
import type { Workspace } from '@drillyard/terminal';

/** Of a script's output, in an error message: the end says what went wrong. */
const outputLengthMax = 2000;

export interface StepContext {
  readonly instance: LabInstance;
  readonly cluster: ClusterClient;
  readonly workspace: Workspace;
  /** On the control plane's node, for labs that require a shell there. */
  readonly nodeWorkspace?: Workspace | undefined;
  /** Where answers go; steps of a setup give none. */
  readonly answer?: (checkKey: string, value: AnswerValue) => void;
  readonly signal?: AbortSignal;
}

/** Prepares the lab before the learner comes. @throws UserError as {@link runSteps}. */
export function setUpLab(context: StepContext): Promise<void> {
  return runSteps(context.instance.lab.setup, context);
}

/**
 * Carries out steps in order, rendered for the instance. @throws UserError STEP_FAILED naming the
 * file and what the cluster or the script said; the steps after it are not carried out.
 */
export async function runSteps(steps: readonly Step[], context: StepContext): Promise<void> {
  for (const step of steps) {
    context.signal?.throwIfAborted();
    const rendered = renderStep(step, context.instance.params);
    switch (rendered.kind) {
      case 'apply':
        await applyManifest(rendered.file, context);
        break;
      case 'run':
        await runScript(rendered, context);
        break;
      case 'answer':
        context.answer?.(rendered.check, rendered.value);
        break;
    }
  }
}

async function applyManifest(file: string, { instance, cluster }: StepContext): Promise<void> {
  const { objects, problems } = readManifest(file, textOf(file, instance));
  const [problem] = problems;
  if (problem !== undefined) {
    throw stepFailed(file, `line ${problem.line}: ${problem.message}: ${problem.next}`);
  }
  for (const object of objects) {
    try {
      await cluster.apply(object);
    } catch (cause) {
      if (!(cause instanceof AppError)) throw cause;
      const hint =
        object.metadata.namespace === undefined
          ? '; if it lives in a namespace, give it metadata.namespace'
          : '';
      const name = `${object.kind} ${object.metadata.name}`;
      throw stepFailed(file, `${name}: ${cause.message}${hint}`, cause);
    }
  }
}

async function runScript(
  { on, file, timeoutMs }: Extract<Step, { kind: 'run' }>,
  { instance, workspace, nodeWorkspace, signal }: StepContext,
): Promise<void> {
  const text = textOf(file, instance);
  const place = on === 'workstation' ? workspace : nodeWorkspace;
  if (place === undefined) throw stepFailed(file, 'there is no shell on the node to run it in');
  const { exitCode, output } = await place.run({ text, timeoutMs, ...(signal && { signal }) });
  if (exitCode === 0) return;
  const end = output.trimEnd().slice(-outputLengthMax);
  throw stepFailed(
    file,
    exitCode === undefined
      ? `it was stopped after ${timeoutMs / 1000} seconds; what it said:\n${end}`
      : `it ended with status ${exitCode}; what it said:\n${end}`,
  );
}

function textOf(file: string, instance: LabInstance): string {
  const text = instance.readFile(file);
  if (text === undefined) throw stepFailed(file, 'the file does not exist');
  return text;
}

function stepFailed(file: string, message: string, cause?: unknown): UserError {
  return new UserError('STEP_FAILED', `${file}: ${message}`, { cause, details: { file } });
}
