import { CommandError, type Ending } from "../shared/exit";

/** What is wrong with a file that was handed over: one line that says where, what and what to do. */
export class SeriesFault extends CommandError {
  constructor(line: string, ending: Ending = "usage") {
    super(ending, line);
  }
}
