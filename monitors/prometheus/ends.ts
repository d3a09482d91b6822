/** The shop's week is its customers': the same hour by their clock, also across the change to summer time. */
export const CLOCK = "Europe/Paris";

/**
 * When the spans that are asked for end: `ago` steps back, by that clock. `ago` 0 is the present one, and keeps its own instant: the
 * hour that autumn repeats has one name and is two.
 *
 * @param step an interval of Postgres's
 */
export const endsBack = (step: string, times: number): string => `  from (
    select ago, case when ago = 0 then now()
      else (now() at time zone '${CLOCK}' - ago * ${step}) at time zone '${CLOCK}' end as until
    from generate_series(0, ${times}) as ago
  ) as ends`;

/** Of a span's number: its tables hold something. */
export const RECORDED = "since is not null";
