import { unconfinedWorkspaces } from './testing/hosted-workspaces.js';

unconfinedWorkspaces();
