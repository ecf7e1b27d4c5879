/** The admin route by which a gray release is rolled back in mid-run. */
import Type from 'typebox';
import { adminOnly } from './admin.ts';
import { exactly, readAnswers } from './schemas.ts';
import type { ServiceApp, Shop } from './service.ts';

const shareSchema = exactly({ share: Type.Number({ minimum: 0, maximum: 1 }) });

/** Only a region with a release has the route. */
export function releaseRoutes(app: ServiceApp, { adminToken, release }: Shop): void {
  if (release === null) return;
  app.put(
    '/admin/gray',
    {
      onRequest: adminOnly(adminToken),
      schema: {
        tags: ['admin'],
        summary: 'The share of shoppers whom the new version serves; 0 rolls it back.',
        body: shareSchema,
        response: readAnswers(shareSchema),
      },
    },
    async ({ body }) => {
      release.share = body.share;
      return body;
    },
  );
}
