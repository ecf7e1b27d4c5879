/** `npm run check:rules`: promtool on dashboards/prometheus/rules/. Where promtool is missing, it is built once: some minutes. */
import { importTypeScript } from '../import-typescript.mjs';

const { checkRules } = await importTypeScript('scripts/workshop/rules/check-rules.ts');
const { isRight, said } = await checkRules().catch((error) => ({
  isRight: false,
  said: [error.message, error.hint].filter(Boolean).join('\n'),
}));
if (!isRight) {
  console.error(said);
  process.exitCode = 1;
}
