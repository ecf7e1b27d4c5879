/** Around each file of tests: what it made under the machine's folder for temporary files goes with it. */
import { afterAll } from 'vitest';
import { removeTemporaryFolders } from '../../../scenarios/testing/temporary-folder.ts';

// Registered before any hook of the file, so it runs after all of them.
afterAll(removeTemporaryFolders);
