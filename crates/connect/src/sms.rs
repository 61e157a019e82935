//! Text messages by a provider. The text is the provider's, approved beforehand: it takes the code as its one
//! parameter and says itself for how long it is good.

mod aliyun;
mod sign;
mod tencent;

use zeroize::{Zeroize, ZeroizeOnDrop};

pub use aliyun::Aliyun;
pub use tencent::Tencent;

/// Keys of an account at a provider. It is not shown in logs.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Keys {
    /// Which.
    pub id: String,
    /// What is signed with.
    pub secret: String,
}

/// What a message is sent under, as it was approved by the provider.
#[derive(Clone, Debug)]
pub struct Approved {
    /// Whose message it is: what stands in brackets before the text.
    pub sign_name: String,
    /// The text's template, with the code as its one parameter.
    pub template: String,
}
