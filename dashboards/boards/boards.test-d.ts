import { questionsOf, signals } from "../board";

signals("api.response_time");
// @ts-expect-error a signal that the catalogue does not have
signals("api.response_tme");

questionsOf("revenue");
// @ts-expect-error a question without a row
questionsOf("revenues");
