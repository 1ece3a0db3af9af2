import { confinedWorkspaces } from './testing/hosted-workspaces.js';

await confinedWorkspaces('bubblewrap');
