/**
 * What Datadog calls the lines of our drains (`ddsource`). Not `vercel`: for that source Datadog has a pipeline of its own, which
 * renames `environment` and `deploymentId`, sets the service to the project's name and `env` to "production", and takes an error of a
 * build for a warning, so that no search of ours would find its lines.
 * @see https://github.com/DataDog/integrations-extras/blob/master/vercel/assets/logs/vercel.yaml
 */
export const DRAINED = "vercel-drain";

/**
 * What pino writes for a level in a line of JSON (https://github.com/pinojs/pino/blob/main/docs/api.md, `logger.levels`). Levels of a
 * shop's own making have other numbers, and stay Vercel's.
 */
export const pinoLevels = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60 } as const;
