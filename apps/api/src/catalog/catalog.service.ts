import {
  chooseLanguage,
  inLanguage,
  type Lab,
  renderTemplate,
  translatableFields,
} from '@drillyard/lab-spec';
import { Injectable } from '@nestjs/common';
import type { Learner } from '../auth/learner.js';
import { LabSessionsRepository } from '../lab-sessions/lab-sessions.repository.js';
import { BestScoresRepository } from '../progress/best-scores.repository.js';
import type { LabDetails, LabSummary, Track } from './lab.dto.js';
import { LabAvailability } from './lab-availability.js';
import { toLabHeading } from './lab-heading.js';
import { labInLanguage } from './lab-in-language.js';
import { Labs } from './labs.js';
import { namesUntranslated } from './untranslated.js';

@Injectable()
export class CatalogService {
  constructor(
    private readonly labs: Labs,
    private readonly availability: LabAvailability,
    private readonly bestScores: BestScoresRepository,
    private readonly labSessions: LabSessionsRepository,
  ) {}

  async list(learner: Learner): Promise<LabSummary[]> {
    const [scores, live] = await Promise.all([
      this.bestScores.list(learner.id),
      this.labSessions.listLive(learner.id),
    ]);
    const sessionIds = new Map(live.map(({ lab, id }) => [lab, id]));
    return this.labs.list().map((lab) => ({
      ...this.#describe(learner, lab),
      bestScore: scores.get(lab.name),
      liveSessionId: sessionIds.get(lab.name),
    }));
  }

  listTracks(learner: Learner): Track[] {
    return this.labs.tracks.map((track) => {
      const languages = [track.language, ...Object.keys(track.locale ?? {})];
      const language = chooseLanguage(languages, learner.languages ?? []);
      const { name, title, description } = inLanguage(track, translatableFields.track, language);
      return { name, title, description, language };
    });
  }

  async get(learner: Learner, name: string): Promise<LabDetails> {
    const { lab, language } = labInLanguage(this.labs.get(name), learner);
    const summaries = await this.list(learner);
    const summary = summaries.find((one) => one.name === name) ?? this.#describe(learner, lab);
    const placeholders = placeholdersOf(lab);
    return {
      ...summary,
      intro: renderTemplate(lab.intro ?? lab.description ?? '', placeholders),
      tasks: lab.tasks.map((task) => ({
        title: renderTemplate(task.title, placeholders),
        ...namesUntranslated(task, ['title'], { lab, language }),
      })),
    };
  }

  #describe(learner: Learner, original: Lab): LabSummary {
    const { lab, language } = labInLanguage(original, learner);
    const unavailableReason = this.availability.findObstacle(lab);
    return {
      ...toLabHeading(lab, language),
      topics: [...lab.topics],
      points: lab.tasks.reduce((sum, { points }) => sum + points, 0),
      available: unavailableReason === undefined,
      unavailableReason,
    };
  }
}

/** Before a lab is started its parameters have no values: their names stand in for them. */
function placeholdersOf(lab: Lab): Record<string, string> {
  return Object.fromEntries(Object.keys(lab.params).map((name) => [name, `<${name}>`]));
}
