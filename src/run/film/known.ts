/** What a film being taken remembers of whom it has seen, so that only what is new is written. */

import { Place } from '../../film/film.ts';

/** What was last written about a request, by its record: records are used again. */
export class Known {
  number = 0;
  place: number = Place.moving;
  priority = 0;
  about = 0;
  instance = 0;
  attempt = 1;
  joinedAs = 0;
  /** The database on whose cores it is; -1: none. */
  cores = -1;
  /** How it ended for its client in the present event; -1: it did not. */
  ended = -1;
  /** Where in the list of those touched in the present event it was touched last. */
  touched = -1;

  /** Another request has the record now. */
  begin(number: number): void {
    this.number = number;
    this.place = Place.moving;
    this.priority = 0;
    this.about = 0;
    this.instance = 0;
    this.attempt = 1;
    this.joinedAs = 0;
    this.cores = -1;
    this.ended = -1;
    this.touched = -1;
  }
}

/** What was last written about a connection, by its record. */
export interface KnownConnection {
  id: number;
  number: number;
  packed: number;
  holder: number;
}
