import { labApiVersion } from '@drillyard/lab-spec';
import { stringify } from 'yaml';
import { formatImportReport, type ImportNote } from '../import-report.js';
import { convertMarkdown, escapeTemplates } from './convert-markdown.js';
import { placeAssets } from './place-assets.js';
import { readScenario } from './read-scenario.js';
import { knownFields, type Scenario, type ScenarioPage } from './scenario.js';
import { costOf, difficultyOf, minutesOf, oneLine, toLabel } from './scenario-metadata.js';

export interface ImportedLab {
  /** A DNS label, from the folder or the title. */
  readonly name: string;
  readonly title: string;
  /** Files of the new lab folder; `import-report.md` among them. */
  readonly files: ReadonlyMap<string, string>;
  readonly notes: readonly ImportNote[];
}

export interface ImportOptions {
  /** Name of the scenario's folder. */
  readonly folder: string;
  /** Track of the new lab. */
  readonly track: string;
}

/**
 * Puts a Killercoda scenario into our format. Files are the text files of its folder by path. A folder
 * without a readable index.json is a mistake, in words; everything else becomes a lab with a report.
 * An imported lab has no solutions and no mutants: `drillyard lab validate` asks for them.
 */
export function importKillercoda(
  files: ReadonlyMap<string, string>,
  options: ImportOptions,
): ImportedLab | { readonly mistake: string } {
  const read = readScenario(files.get('index.json'));
  if ('mistake' in read) return read;
  return new ScenarioImport(files, read.scenario, options).carryOut();
}

class ScenarioImport {
  private readonly written = new Map<string, string>();
  private readonly notes: ImportNote[] = [];

  constructor(
    private readonly files: ReadonlyMap<string, string>,
    private readonly scenario: Scenario,
    private readonly options: ImportOptions,
  ) {}

  carryOut(): ImportedLab {
    const { title = this.options.folder, details = {} } = this.scenario;
    this.noteUnknown(this.scenario, knownFields.scenario, 'index.json');
    this.noteUnknown(details, knownFields.details, 'index.json:details');
    const setup = [...this.assets(), ...this.introduction(details.intro)];
    const steps = details.steps ?? [];
    const tasks = steps.map((page, index) => this.task(page, index));
    this.finish(details.finish);
    const name = toLabel(this.options.folder) || toLabel(title) || 'imported';
    this.noteMachines();
    const lab = {
      apiVersion: labApiVersion,
      kind: 'Lab',
      metadata: {
        name,
        title: oneLine(title) || name,
        ...(oneLine(this.scenario.description) && {
          description: oneLine(this.scenario.description),
        }),
        track: this.options.track,
        difficulty: difficultyOf(this.scenario.difficulty),
        minutes: minutesOf(this.scenario.time),
      },
      spec: {
        ...(setup.length > 0 && { setup }),
        tasks: tasks.length > 0 ? tasks : [this.reading()],
      },
    };
    this.byHand(
      'lab.yaml',
      'every task needs a `solution`, and the lab `mutants`: then its checks are proved',
    );
    // Written out each time: somebody goes on editing it.
    const yaml = stringify(lab, { lineWidth: 100, aliasDuplicateObjects: false });
    this.written.set('lab.yaml', yaml);
    this.written.set('README.md', formatImportReport(oneLine(title) || name, this.notes));
    return { name, title, files: this.written, notes: this.notes };
  }

  private task(page: ScenarioPage, index: number): object {
    const number = index + 1;
    const place = `index.json:details.steps[${index}]`;
    this.noteUnknown(page, knownFields.page, place);
    const title = oneLine(page.title) || `Step ${number}`;
    const id = `step-${number}`;
    const { markdown, folded } = this.page(page.text, `step ${number}`);
    this.written.set(`tasks/${id}.md`, markdown);
    for (const field of ['foreground', 'background', 'code'] as const) {
      this.keepScript(page[field], `${place}.${field}`, id, field);
    }
    const hints = folded
      .slice(0, 10)
      .map(({ summary, text }) => ({
        text: (text || summary).slice(0, 4000),
        cost: costOf(summary),
      }))
      .filter(({ text }) => text !== '');
    if (hints.length > 0)
      this.note('mapped', `tasks/${id}.md`, 'what was folded away became hints');
    return {
      id,
      title: title.slice(0, 200),
      body: `tasks/${id}.md`,
      ...(hints.length > 0 && { hints }),
      checks: [this.check(page.verify, title, id, place)],
    };
  }

  private check(verify: string | undefined, title: string, id: string, place: string): object {
    const script = this.script(verify, `${place}.verify`);
    if (script !== undefined) {
      this.written.set(`checks/${id}.sh`, script);
      this.note('changed', `checks/${id}.sh`, 'a script decides; a typed check could explain');
      return {
        name: `${title.replaceAll('/', '-')} is verified`.slice(0, 200),
        script: { script: `checks/${id}.sh` },
      };
    }
    this.byHand(place, 'nothing verifies this step: the learner confirms it; write a check');
    return confirmation;
  }

  /** A scenario of no steps is something to read. */
  private reading(): object {
    this.byHand('index.json:details.steps', 'there are no steps; one was made to be confirmed');
    this.written.set('tasks/step-1.md', 'Read the introduction.\n');
    return { id: 'step-1', title: 'Read', body: 'tasks/step-1.md', checks: [confirmation] };
  }

  private introduction(intro: ScenarioPage | undefined): object[] {
    if (intro === undefined) return [];
    const place = 'index.json:details.intro';
    this.noteUnknown(intro, knownFields.page, place);
    const { markdown } = this.page(intro.text, 'the introduction');
    this.written.set('intro.md', markdown);
    return (['background', 'foreground'] as const).flatMap((field) => {
      const script = this.script(intro[field], `${place}.${field}`);
      if (script === undefined) return [];
      this.written.set(`setup/${field}.sh`, script);
      this.note(
        'changed',
        `setup/${field}.sh`,
        'runs as the learner, to its end, before the learner comes',
      );
      return [{ run: { script: `setup/${field}.sh`, timeoutSeconds: 300 } }];
    });
  }

  private finish(page: ScenarioPage | undefined): void {
    if (page?.text === undefined) return;
    const { markdown } = this.page(page.text, 'the last page');
    this.written.set('assets/finish.md', markdown);
    this.byHand(
      'assets/finish.md',
      'there is no page after the last task; move what matters into it',
    );
  }

  private assets(): object[] {
    const { script, missing } = placeAssets(this.scenario.details?.assets ?? {}, this.files);
    for (const file of missing) {
      this.byHand('index.json:details.assets', `the asset ${file} is no text, or is missing`);
    }
    if (script === undefined) return [];
    this.written.set('setup/assets.sh', script);
    this.note('changed', 'setup/assets.sh', 'assets go below the home: /root is the home here');
    return [{ run: { script: 'setup/assets.sh' } }];
  }

  private page(path: string | undefined, what: string) {
    const source = path === undefined ? undefined : this.files.get(normal(path));
    if (source === undefined) {
      this.byHand(
        'index.json',
        `the text of ${what} is missing${path === undefined ? '' : `: ${path}`}`,
      );
      return { markdown: `This is ${what}.\n`, folded: [] };
    }
    const converted = convertMarkdown(source, normal(path ?? ''));
    this.notes.push(...converted.notes);
    return converted;
  }

  private script(path: string | undefined, place: string): string | undefined {
    if (path === undefined || path === '') return undefined;
    const text = this.files.get(normal(path));
    if (text === undefined) {
      this.byHand(place, `the script ${path} is missing`);
      return undefined;
    }
    return escapeTemplates(text.replaceAll('\r\n', '\n'));
  }

  /** Scripts of a step have no place in a lab: the state of a lab is made once. */
  private keepScript(path: string | undefined, place: string, id: string, field: string): void {
    const script = this.script(path, place);
    if (script === undefined) return;
    this.written.set(`assets/${id}-${field}.sh`, script);
    const message = `scripts in the middle are not run; move what it does into the setup`;
    this.byHand(`assets/${id}-${field}.sh`, message);
  }

  private noteMachines(): void {
    const image = this.scenario.backend?.imageid;
    if (image !== undefined) {
      this.note(
        'changed',
        'index.json:backend',
        `the machine ${image} became a workstation and a cluster`,
      );
    }
    const layout = this.scenario.interface?.layout;
    if (layout !== undefined && !/^(terminal|)$/.test(layout)) {
      this.note(
        'changed',
        'index.json:interface',
        `there is no layout "${layout}"; there are terminals`,
      );
    }
    if (Object.keys(this.scenario.details?.assets ?? {}).some((host) => host !== 'host01')) {
      this.byHand(
        'index.json:details.assets',
        'assets of other machines go to the workstation too',
      );
    }
  }

  private noteUnknown(value: object, known: readonly string[], place: string): void {
    for (const field of Object.keys(value)) {
      if (!known.includes(field)) this.byHand(place, `the field "${field}" is not carried over`);
    }
  }

  private byHand(place: string, message: string): void {
    this.note('by-hand', place, message);
  }

  private note(kind: ImportNote['kind'], place: string, message: string): void {
    this.notes.push({ kind, place, message });
  }
}

const confirmation = {
  name: 'the step is done',
  answer: {
    question: 'Have you done what this step asks for?',
    choice: {
      options: [
        { id: 'done', text: 'Yes.', correct: true },
        { id: 'not-yet', text: 'Not yet.' },
      ],
    },
  },
};

function normal(path: string): string {
  return path.replace(/^(\.?\/)+/, '');
}
