use super::*;
use proptest::prelude::*;

fn admit(answer: &str, passages: &[&str]) -> Admitted {
    Evidence::of(passages).admit(answer, "", None, &|text| Some(text.to_owned()))
}

/// Those of the answers that are not said whole.
fn blocked<'a>(cases: &[(&'a str, &str)]) -> Vec<(&'a str, Option<Why>)> {
    let judged = cases.iter().map(|(answer, passage)| (*answer, admit(answer, &[passage])));
    judged
        .filter(|(answer, admitted)| admitted.said() != Some(answer.trim_end()))
        .map(|(answer, admitted)| (answer, admitted.why))
        .collect()
}

/// Those of the answers that end for another reason than wanted.
fn otherwise<'a>(cases: &[(&'a str, &str, Why)]) -> Vec<(&'a str, Option<Why>)> {
    let judged = cases.iter().map(|(answer, passage, why)| (*answer, admit(answer, &[passage]).why, *why));
    judged.filter(|(_, why, wanted)| *why != Some(*wanted)).map(|(answer, why, _)| (answer, why)).collect()
}

#[test]
fn what_stands_in_a_passage_is_supported_however_written() {
    let cases = [
        ("مدة التوصيل ٣ أيام", "Delivery takes 3 days"),
        ("Delivery: three days.", "التوصيل خلال ثلاثة أيام"),
        ("التوصيل خلال يومين", "delivery within 2 days"),
        ("It costs 1250 TL", "Cost: Ücret 1.250,00 TL'dir."),
        ("It takes from 3 to 5 days", "It takes 3–5 days"),
        ("20 % discount", "indirim %20"),
        ("خصم ٢٠٪", "20% discount"),
        ("1. Pack it.\n2. Send it back. [1]", "Pack it and send it back."),
        ("Open 09:00-18:00", "We are open from 9:00 to 18:00"),
        ("We open on 12/05/2026", "We open on 12.05.2026"),
        ("Call +962 6 500 1234", "Call us on +962-6-5001234."),
        ("See https://nabta.example/returns.", "See www.nabta.example/returns/"),
        ("Write to Help@Nabta.example!", "Write to help@nabta.example"),
        ("التوصيل ٣ دنانير", "delivery costs 3 JOD"),
        ("التوصيل 5.50 دينار", "التوصيل ٥٫٥ دينار"),
        ("Yes, you can return it.", "Returns are accepted."),
        ("The window is 2 days.", "The window is 48 hours."),
    ];
    assert_eq!(blocked(&cases), []);
}

#[test]
fn what_stands_in_none_is_not() {
    let cases = [
        ("Delivery takes 4 days", "Delivery takes 3 days", Why::Number),
        ("Delivery takes four days", "Delivery takes 3 days", Why::Number),
        ("20% off delivery", "delivery within 20 days", Why::Number),
        ("It costs 50 €", "It costs 50 TL", Why::Number),
        ("Write to help@other.example", "Write to help@nabta.example", Why::Address),
        ("See nabta.com/refund", "See nabta.com/returns", Why::Address),
        ("Open until 19:00", "Open from 9:00 to 18:00", Why::Number),
        ("We open on 13/05/2026", "We open on 12/05/2026", Why::Number),
        ("Call +962 7 000 0000", "Call +962 6 500 1234", Why::Address),
        ("التوصيل خلال أسبوعين", "التوصيل خلال 3 أيام", Why::Number),
        ("Delivery is always free.", "Delivery costs 3 JOD. Pots are free.", Why::Promise),
        ("Cut flowers can be returned.", "Cut flowers cannot be returned.", Why::Negation),
        ("We also sell bicycles.", "We sell plants.", Why::Words),
        ("I have cancelled your order.", "You can cancel your order.", Why::Deed),
    ];
    assert_eq!(otherwise(&cases), []);
}

#[test]
fn a_number_belongs_to_what_it_stands_with() {
    let table = "Delivery\nCity | Time | Price\nAmman | 1–2 days | 3 JOD\nAqaba | 3–5 days | 6 JOD";
    assert_eq!(blocked(&[("Delivery to Aqaba costs 6 JOD and takes 3 to 5 days.", table)]), []);
    let swapped = [
        ("Delivery to Aqaba costs 3 JOD.", table, Why::Number),
        ("Aqaba takes 1 to 2 days.", table, Why::Number),
    ];
    assert_eq!(otherwise(&swapped), []);
}

#[test]
fn what_is_not_confirmed_is_said_in_the_passages_words() {
    let passage = "Delivery\nDelivery takes 2 days. It costs 3 JOD.";
    let admitted = admit("Hello! Delivery takes 2 days. It costs 9 JOD.", &[passage]);
    assert_eq!(admitted.said(), Some("Hello! Delivery takes 2 days. It costs 3 JOD."));
    assert_eq!((admitted.used.as_slice(), admitted.why), (&[0][..], Some(Why::Number)));
    let verdicts: Vec<&Verdict> = admitted.marks.iter().map(|mark| &mark.verdict).collect();
    let quoted = Verdict::Quoted(vec![0], Why::Number);
    assert_eq!(verdicts, [&Verdict::Courtesy, &Verdict::Supported(vec![0]), &quoted]);
    for answer in ["We also sell bicycles.", "Hello! How are you?", "Yes."] {
        assert_eq!(admit(answer, &[passage]).said(), None, "{answer}");
    }
}

#[test]
fn nothing_is_said_from_a_deed_on() {
    let admitted = admit(
        "Delivery takes 2 days. I have cancelled your order. It costs 3 JOD.",
        &["Delivery takes 2 days. It costs 3 JOD."],
    );
    assert_eq!((admitted.said(), admitted.why), (Some("Delivery takes 2 days."), Some(Why::Deed)));
    assert!(admitted.ended);
}

#[test]
fn a_yes_is_said_only_with_what_it_affirms() {
    let passage = "Returns\nCut flowers cannot be returned. Pots can be returned.";
    assert_eq!(admit("Yes! Pots can be returned.", &[passage]).said(), Some("Yes! Pots can be returned."));
    assert_eq!(
        admit("Yes! Cut flowers can be returned.", &[passage]).said(),
        Some("Cut flowers cannot be returned.")
    );
}

#[test]
fn a_list_is_said_and_quoted_with_the_line_that_announces_it() {
    let passage = "What we cannot take back\n• opened seed packets\n• gift cards";
    let answer = "We can take back:\n- gift cards";
    assert_eq!(
        admit(answer, &[passage]).said(),
        Some("What we cannot take back:\n• opened seed packets\n• gift cards")
    );
    let answer = "We cannot take back:\n- opened seed packets\n- gift cards";
    assert_eq!(admit(answer, &[passage]).said(), Some(answer));
}

#[test]
fn a_condition_belongs_to_what_it_limits() {
    let cases = [
        ("Guests are welcome.", "Guests are welcome on Saturdays only.", Why::Condition),
        ("You can cancel.", "You can cancel if you write before noon.", Why::Condition),
        ("All cards are accepted.", "Cards are accepted.", Why::Condition),
        (
            "Die cut flowers and pots can be returned.",
            "Pots can be returned, cut flowers cannot.",
            Why::Negation,
        ),
    ];
    assert_eq!(otherwise(&cases[..3]), []);
    assert!(admit(cases[3].0, &[cases[3].1]).why.is_some());
}

proptest! {
    #[test]
    fn anything_can_be_judged(answer in "[\\PC\\n]{0,80}", passage in "[\\PC\\n]{0,80}") {
        let admitted = admit(&answer, &[&passage]);
        prop_assert!(admitted.marks.iter().all(|mark| answer.get(mark.range.clone()).is_some()));
    }

    #[test]
    fn what_is_said_of_a_beginning_is_the_beginning_of_what_is_said(cut in 0..6_usize) {
        let sentences = ["Hello!", "It takes 2 days.", "It is free.", "Yes.", "Pots can be returned:", "- pots"];
        let passage = "Pots\nIt takes 2 days. It costs 3 JOD. Pots can be returned.";
        let (part, whole) = (sentences[..cut].join("\n"), sentences.join("\n"));
        prop_assert!(admit(&whole, &[passage]).so_far().starts_with(admit(&part, &[passage]).so_far()));
    }

    #[test]
    fn an_absent_number_is_never_supported(have in 100..999_u32, asked in 100..999_u32) {
        prop_assume!(have != asked);
        let (answer, passage) = (format!("It takes {asked} days."), format!("It takes {have} days."));
        prop_assert!(admit(&answer, &[&passage]).why.is_some());
    }
}
