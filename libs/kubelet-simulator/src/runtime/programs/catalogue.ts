import { shellProgram } from '../shell/shell-program.js';
import { curl } from './curl.js';
import { daemonPrograms } from './daemons.js';
import { echo } from './echo.js';
import { changePrograms } from './file-changes.js';
import { listingPrograms } from './file-listing.js';
import { permissionPrograms } from './file-permissions.js';
import { patternPrograms } from './grep.js';
import { identityPrograms } from './identity.js';
import { kill } from './kill.js';
import { networkPrograms } from './network-clients.js';
import { perl } from './perl.js';
import { policyServer } from './policy-server.js';
import { printf } from './printf.js';
import { processPrograms } from './process-list.js';
import type { Program } from './program.js';
import { stress } from './stress.js';
import { systemPrograms } from './system-programs.js';
import { tar } from './tar.js';
import { filterPrograms } from './text-filters.js';

/** All that is simulated, by name. Which of it an image has is the image's to say. */
export const programs: ReadonlyMap<string, Program> = new Map(
  Object.entries({
    ...daemonPrograms,
    ...changePrograms,
    ...listingPrograms,
    ...permissionPrograms,
    ...patternPrograms,
    ...identityPrograms,
    ...networkPrograms,
    ...processPrograms,
    ...systemPrograms,
    ...filterPrograms,
    curl,
    echo,
    kill,
    perl,
    'policy-server': policyServer,
    printf,
    stress,
    tar,
    sh: shellProgram,
    ash: shellProgram,
    bash: shellProgram,
    dash: shellProgram,
  }),
);
