//! Quiz 1 : combien d'appels à poll ?

use std::rc::Rc;

use lesson2::Waiter;
use lesson4::Loop;

fn main() {
    let (night, clear) = (Loop::new(), Rc::new(Waiter::new()));
    for dome in ["nord", "sud", "est"] {
        let clear = Rc::clone(&clear);
        night.add_task(async move {
            clear.wait().await;
            println!("coupole {dome}");
        });
    }
    night.add_task(async move {
        clear.set();
        clear.set();
    });
    println!("{} appels à poll", night.run());
}
