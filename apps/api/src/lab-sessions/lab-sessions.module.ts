import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { CatalogController } from '../catalog/catalog.controller.js';
import { CatalogService } from '../catalog/catalog.service.js';
import { LabAvailability } from '../catalog/lab-availability.js';
import { GradingController } from '../grading/grading.controller.js';
import { GradingRepository } from '../grading/grading.repository.js';
import { GradingService } from '../grading/grading.service.js';
import { SessionGraders } from '../grading/session-graders.js';
import { Drain } from '../operator/drain.js';
import { MetricsController } from '../operator/metrics.controller.js';
import { Metrics } from '../operator/metrics.js';
import { OperatorController } from '../operator/operator.controller.js';
import { Overview } from '../operator/overview.js';
import { BestScoresRepository } from '../progress/best-scores.repository.js';
import { LiveTerminals } from '../terminals/live-terminals.js';
import { TerminalsController } from '../terminals/terminals.controller.js';
import { TerminalsGateway } from '../terminals/terminals.gateway.js';
import { TerminalsRepository } from '../terminals/terminals.repository.js';
import { TerminalsService } from '../terminals/terminals.service.js';
import { EnvironmentBuilder } from './environment-builder.js';
import { LabEnvironments } from './lab-environments.js';
import { LabReloading } from './lab-reloading.js';
import { LabSessionAccess } from './lab-session-access.js';
import { LabSessionChanges } from './lab-session-changes.js';
import { LabSessionEventsController } from './lab-session-events.controller.js';
import { LabSessionEvents } from './lab-session-events.js';
import { LabSessionLeasesRepository } from './lab-session-leases.repository.js';
import { LabSessionReaper } from './lab-session-reaper.js';
import { LabSessionReconciler } from './lab-session-reconciler.js';
import { LabSessionReopening } from './lab-session-reopening.js';
import { LabSessionViews } from './lab-session-views.js';
import { LabSessionWork } from './lab-session-work.js';
import { LabSessionsController } from './lab-sessions.controller.js';
import { LabSessionsLifecycle } from './lab-sessions.lifecycle.js';
import { LabSessionsRepository } from './lab-sessions.repository.js';
import { LabSessionsService } from './lab-sessions.service.js';
import { LostClusters } from './lost-clusters.js';

/**
 * What a learner works in. Catalogue, terminals, grading and progress are folders of their own
 * and one module with it: a session's view holds something of each.
 */
@Module({
  imports: [AuthModule],
  controllers: [
    CatalogController,
    LabSessionsController,
    LabSessionEventsController,
    GradingController,
    TerminalsController,
    OperatorController,
    MetricsController,
  ],
  providers: [
    CatalogService,
    LabAvailability,
    LabSessionsService,
    LabSessionsRepository,
    LabSessionLeasesRepository,
    LabSessionAccess,
    LabSessionViews,
    LabSessionEvents,
    LabSessionChanges,
    LabSessionWork,
    LabSessionReopening,
    LostClusters,
    LabSessionReconciler,
    LabSessionReaper,
    LabSessionsLifecycle,
    LabReloading,
    EnvironmentBuilder,
    LabEnvironments,
    GradingService,
    GradingRepository,
    SessionGraders,
    BestScoresRepository,
    TerminalsService,
    TerminalsRepository,
    TerminalsGateway,
    LiveTerminals,
    Drain,
    Overview,
    Metrics,
  ],
})
export class LabSessionsModule {}
