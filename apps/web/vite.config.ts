import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `vite dev` finds the API; the built app is served by the API itself. */
const apiOrigin = process.env['DRILLYARD_API_ORIGIN'] ?? 'http://localhost:4000';
const toApi = { target: apiOrigin, ws: true };

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  resolve: { conditions: ['@drillyard/source', 'module', 'browser', 'development|production'] },
  server: { proxy: { '/api': toApi, '/healthz': toApi } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Every asset is a file: the content security policy knows no data: and no inline script.
    assetsInlineLimit: 0,
    target: 'es2023',
  },
});
