export interface Card {
  number: string;
  cvc: string;
}

export interface Payment {
  account: string;
  amount: number;
  card: Card;
  note?: string;
  callback?: string;
}

/** One line about a payment. */
export function describe({ account, amount, card }: Payment): string {
  return `${amount} from ${account} by card ${card.number}/${card.cvc}`;
}
