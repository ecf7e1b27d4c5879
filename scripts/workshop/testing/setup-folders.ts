/** For each test file: removes what it made in the machine's temporary folder. */
import { afterAll } from 'vitest';
import { removeTemporaryFolders } from '../../../scenarios/testing/temporary-folder.ts';

// Registered before any hook of the file, so it runs after all of them.
afterAll(removeTemporaryFolders);
